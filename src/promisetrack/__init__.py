"""promisetrack keeps governments to their word: commitments in git, checked and published."""

__version__ = "0.1.0"
