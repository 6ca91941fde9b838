"""promisetrack keeps governments to their word: commitments in git, checked, evidenced, published."""

__version__ = "0.1.0"
