"""Rule sets of two levels → verdicts, value by value with both sentences, and the findings that follow from them."""

from rulesgen.compare.findings import compare, findings_of
from rulesgen.compare.levels import Comparison, verdicts
from rulesgen.compare.verdict import ORDER, Said, Verdict, VerdictKind

__all__ = ["ORDER", "Comparison", "Said", "Verdict", "VerdictKind", "compare", "findings_of", "verdicts"]
