"""Data of the normalize stage: catalogue of findings, word lists and tables, each row with its reason beside it."""
