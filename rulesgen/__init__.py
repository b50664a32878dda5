"""NoticeRecord → RuleSet: rule files that a person can read and sign, and a loader that refuses what does not hold.

`build` a rule set from a notice, `dump` it as YAML, `load` it back; `schema` is the published form of the file.
`across` compares the notices of one run with one another, `compare` a rule set with those of the levels above it.
"""

from rulesgen.across import across
from rulesgen.build import build
from rulesgen.compare import Comparison, Said, Verdict, VerdictKind, compare, findings_of, verdicts
from rulesgen.dumping import dump
from rulesgen.errors import Problem, RuleFileError, UnplacedNoticeError
from rulesgen.loading import load
from rulesgen.model import RuleSet
from rulesgen.place import Placement, place_all, relative_path, renumbered, text_beside
from rulesgen.schema import schema
from rulesgen.shipped import shipped_baselines

__all__ = [
    "Comparison",
    "Placement",
    "Problem",
    "RuleFileError",
    "RuleSet",
    "Said",
    "UnplacedNoticeError",
    "Verdict",
    "VerdictKind",
    "across",
    "build",
    "compare",
    "dump",
    "findings_of",
    "load",
    "place_all",
    "relative_path",
    "renumbered",
    "schema",
    "shipped_baselines",
    "text_beside",
    "verdicts",
]
