"""What happened to every promise: commits and data in, events and sentences out; all pure.

`timeline` walks the versions of every record, `compare` tells two versions apart, `concerns`
says what weakens a promise, `replay` proves that nothing was lost, `sentences` says it in words.
"""
