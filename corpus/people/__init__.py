"""People lists with known results: `python -m corpus.people 1000 FOLDER` writes a list and what must come out of it.

The rules are those of notice.txt beside this file, a made-up notice. What is expected is worked out from its numbers in
the scenarios, without the interpreter.
"""
