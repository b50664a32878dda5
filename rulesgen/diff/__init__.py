"""Two documents or rule sets → Diff in three layers: values, clauses, and the redline inside reworded clauses."""

from rulesgen.diff.clauses import ClauseRow, RowKind
from rulesgen.diff.comparing import Diff, Edition, diff
from rulesgen.diff.parameters import Change, ParameterRow
from rulesgen.diff.redline import Piece
from rulesgen.diff.units import Unit

__all__ = ["Change", "ClauseRow", "Diff", "Edition", "ParameterRow", "Piece", "RowKind", "Unit", "diff"]
