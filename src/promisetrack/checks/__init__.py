"""The checks: one module a check; its docstring is its explanation and its tested example."""
