"""The functions of `python` rules."""
