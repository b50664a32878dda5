"""Document, Mentions, NoticeRecord → Findings: the checks of a notice, one module a family.

A check is a plain function from a Case to findings. It speaks only where its rule would be right on any notice.
"""

from __future__ import annotations

from normalize.checks import (
    addresses,
    arithmetic,
    attachments,
    citations,
    contacts,
    counts,
    days,
    document,
    intake,
    marks,
    recognition,
    rules,
    structure,
    table_sums,
    terms,
    text,
    time,
    writing,
)
from normalize.checks.case import Case, Check
from normalize.record import Finding

CHECKS: tuple[Check, ...] = (
    intake.reader_notices,
    recognition.disagreement,
    recognition.unsure,
    document.number_missing,
    document.issue_date_missing,
    document.signature,
    document.title_variant,
    document.number_year,
    document.addressees,
    citations.contradictions,
    citations.number_missing,
    citations.title_missing,
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
    arithmetic.sum_mismatch,
    arithmetic.listed_sums,
    table_sums.table_sums,
    counts.count_mismatch,
    arithmetic.conversion,
    arithmetic.contradictory,
    arithmetic.total_not_stated,
    time.window_missing,
    time.window_start_missing,
    time.window_and_issue,
    time.window_relative,
    time.deadline_before_issue,
    time.contradictory,
    time.year_stale,
    time.unverifiable,
    days.year_implicit,
    days.imprecise,
    days.anchor_external,
    days.boundary,
    days.non_workday,
    days.calendar_unknown,
    days.short_notice,
    days.weekday,
    days.deadline_missing,
    contacts.phone_missing,
    contacts.phone_damaged,
    contacts.phone_format,
    contacts.phone_length,
    contacts.no_area_code,
    contacts.personal_mobile,
    addresses.email_damaged,
    addresses.url_damaged,
    addresses.url_insecure,
    contacts.entity_name,
    contacts.channel_suspect,
    contacts.name_boundary,
    contacts.contact_missing,
    contacts.footer_noise,
    terms.abbreviation_undefined,
    terms.platform_variant,
    terms.drift,
    rules.value_missing,
    rules.value_ambiguous,
    rules.formula_missing,
    rules.rounding,
    rules.cap_scope,
    rules.class_subject,
    rules.scope_missing,
    rules.fee_unstated,
    rules.responsibility,
    rules.internal_tension,
)
"""All checks, in the order in which their findings are listed."""

NO_NOTICE: tuple[Check, ...] = (intake.reader_notices, document.not_a_notice)
"""What is said of a text that is no notice; to miss a number or a signature in it would be noise."""


def run_checks(case: Case) -> tuple[Finding, ...]:
    """The findings of a notice, in the order of CHECKS; of what is no notice, only that and the readers' notes."""
    checks = NO_NOTICE if any(document.not_a_notice(case)) else CHECKS
    return tuple(finding for rule in checks for finding in rule(case))


__all__ = ["CHECKS", "Case", "Check", "run_checks"]
