"""Filled forms with their labels: made by `python -m corpus.forms`, scored by `jxjy eval`."""
