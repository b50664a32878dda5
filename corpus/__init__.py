"""Sample notices of our own writing, their gold labels, and the scoring of the pipeline against gold labels.

`python -m corpus.build` makes the notices and labels from `corpus/sources`; `corpus.scoring` measures records.
"""
