"""Corpora: clean gigabytes on one machine, lose nothing, and prove it."""
