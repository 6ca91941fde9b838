"""Diagnostics as text, JSON, annotations and reports: one module a format, each with `render`."""
