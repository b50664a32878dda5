"""Document, Mentions, NoticeRecord → Findings: the checks of a notice, one module a family.

A check is a plain function from a Case to findings. It speaks only where its rule would be right on any notice.
"""

from __future__ import annotations

from normalize.checks import attachments, citations, document, intake, marks, structure, terms, text, writing
from normalize.checks.case import Case, Check
from normalize.record import Finding

CHECKS: tuple[Check, ...] = (
    intake.reader_notices,
    document.number_missing,
    document.issue_date_missing,
    document.signature,
    document.title_variant,
    document.number_year,
    document.addressees,
    citations.contradictions,
    citations.number_missing,
    citations.parent_missing,
    citations.rule_source,
    citations.basis_late,
    citations.later_than_document,
    structure.section_gap,
    structure.section_restart,
    structure.level_inconsistent,
    structure.numbering_style,
    structure.enumeration_gap,
    structure.page_break_split,
    attachments.name_mismatch,
    attachments.unreferenced,
    attachments.content_missing,
    attachments.count_mismatch,
    attachments.not_listed,
    text.misread_year,
    text.misread,
    text.stray_space,
    text.stray_characters,
    text.markup_residue,
    text.web_chrome,
    writing.truncated,
    marks.punctuation,
    marks.width_mixed,
    marks.unbalanced,
    writing.misspelling,
    writing.form_labels,
    writing.lost_checkboxes,
    terms.abbreviation_undefined,
    terms.platform_variant,
    terms.drift,
)
"""All checks, in the order in which their findings are listed."""


def run_checks(case: Case) -> tuple[Finding, ...]:
    """The findings of a notice, in the order of CHECKS."""
    return tuple(finding for rule in CHECKS for finding in rule(case))


__all__ = ["CHECKS", "Case", "Check", "run_checks"]
