"""The reference interpreter: rules in force + people's learning records → verdicts, each with its rule and sentence.

`compile_rules` makes a program of the rules in force, `judge` and `run` apply it. docs/decisions.md says why the order
of application is as it is; `rulesgen.export` holds the same program for other engines.
"""

from rulesgen.interpret.compile import compile_rules
from rulesgen.interpret.program import Cited, Idle, Program
from rulesgen.interpret.records import Floor, Item, Line, Outcome, Person, Step
from rulesgen.interpret.run import judge, run

__all__ = [
    "Cited",
    "Floor",
    "Idle",
    "Item",
    "Line",
    "Outcome",
    "Person",
    "Program",
    "Step",
    "compile_rules",
    "judge",
    "run",
]
