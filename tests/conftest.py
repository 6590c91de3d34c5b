"""How Hypothesis draws its examples."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, so that a change is judged by what it changed. New ones are looked for with
# `pytest --hypothesis-profile explore`; what they find becomes an example of its test.
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("steady")
