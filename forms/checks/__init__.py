"""A form under judgement → its findings: what was not entered, what cannot be so, what the rules in force forbid."""

from __future__ import annotations

from forms.case import Case
from forms.checks.across import check_across
from forms.checks.entered import check_entered
from forms.checks.file import check_file
from forms.checks.ruled import check_ruled


def judge(case: Case, *, span: tuple[int, int], count: int) -> bool:
    """Tell everything that there is to tell of a form; returns whether it is blank.

    `span` is its stretch of the document, `count` the number of forms in the file.
    """
    blank = _is_blank(case)
    if blank:
        case.tell("FRM_EMPTY_TEMPLATE", {})
    else:
        check_entered(case)
        check_across(case)
        check_ruled(case)
    check_file(case, span, count)
    return blank


def _is_blank(case: Case) -> bool:
    entered = any(
        read.value is not None or (read.typed and read.problems)
        for read in case.fields.values()
        if read.spec.type not in ("year", "stamp")
    )
    return not entered and not case.rows
