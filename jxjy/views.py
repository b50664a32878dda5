"""NoticeRecord → what the report shows of it: sections of facts, each beside its sentence, and sorted findings.

Templates only lay out what stands here; nothing is computed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from jxjy import wording
from normalize.record import (
    Attachment,
    BlankForm,
    Citation,
    Contact,
    ConversionRule,
    DateFact,
    Evidence,
    Fact,
    FilingRequirement,
    Finding,
    NoticeRecord,
    Platform,
    Quota,
    TrainingItem,
)

CONTEXT = 10
"""Characters shown on either side of a repair."""

BRIEF = 11
"""Characters of a label that fit beside the value."""

MAX_DIFF = 600
"""Characters of a quote up to which raw and repaired text are aligned; alignment time grows with the square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the raw text (gone), of the repaired text (new), or of both."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a notice; `repair` shows what was read against what is meant, () where both agree."""

    text: str
    clause: str
    place: str
    repair: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """One value: `label` says what it is, `doubt` is 推断 or 无法辨认 or empty."""

    anchor: str
    label: str
    value: str
    notes: tuple[str, ...]
    doubt: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind. `brief`: their labels are words, short enough to stand beside the values."""

    anchor: str
    title: str
    facts: tuple[FactView, ...]

    @property
    def brief(self) -> bool:
        return all(len(fact.label) <= BRIEF for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A passage of another notice that a finding refers to; `href` is None where that file is not in the batch."""

    file: str
    href: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding."""

    severity: str
    severity_zh: str
    code: str
    message: str
    judgment: bool
    quotes: tuple[Quote, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """Findings as a report shows them: `text` are the folded notes on the text itself."""

    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    infos: tuple[Remark, ...]
    text: tuple[Remark, ...]


# ---------------------------------------------------------------- quotes


def quote(evidence: Evidence) -> Quote:
    """The sentence, its place, and its repair where that changed more than white space."""
    text = re.sub(r"\s*\n\s*", "\n", evidence.quote).strip()
    return Quote(text, wording.clause(evidence.clause), wording.place(evidence), tuple(_repair(evidence)))


def _repair(evidence: Evidence) -> Iterator[Piece]:
    if evidence.raw is None:
        return
    raw, fixed = (re.sub(r"\s+", "", text) for text in (evidence.raw, evidence.quote))
    if raw == fixed or max(len(raw), len(fixed)) > MAX_DIFF:
        return
    for tag, i, j, k, m in SequenceMatcher(None, raw, fixed, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", _shortened(raw[i:j], before=i > 0, after=j < len(raw)))
            continue
        if i < j:
            yield Piece("gone", raw[i:j])
        if k < m:
            yield Piece("new", fixed[k:m])


def _shortened(text: str, *, before: bool, after: bool) -> str:
    """Unchanged text, of which only what stands next to a change is shown; `before`, `after`: where changes are."""
    if len(text) <= 2 * CONTEXT + 1:
        return text
    return f"{text[:CONTEXT] if before else ''}…{text[-CONTEXT:] if after else ''}"


# ---------------------------------------------------------------- facts

Parts = tuple[str, str, tuple[str, ...]]
"""Label, value, notes of a fact."""


def _named(**notes: str | None) -> tuple[str, ...]:
    return tuple(f"{name}：{text}" for name, text in notes.items() if text)


def _quota(fact: Quota) -> Parts:
    label = wording.label("subject", fact.subject)
    kind = "" if fact.kind == "requirement" else f"（{wording.label('quota_kind', fact.kind)}）"
    return label + kind, wording.quota(fact), _named(适用=fact.scope)


def _date(fact: DateFact) -> Parts:
    return wording.label("date_kind", fact.kind), wording.date(fact), ()


def _contact(fact: Contact) -> Parts:
    numbers = "、".join((*fact.phones, *fact.emails)) or (wording.UNREADABLE if _damaged(fact) else "未写电话")
    notes = _named(
        联系人=fact.person,
        传真="、".join(fact.fax),
        地址=fact.address,
        QQ群="、".join(fact.qq_groups),
        受损="、".join((*fact.phones_damaged, *fact.emails_damaged)),
    )
    return fact.office or fact.person or "联系方式", numbers, notes


def _damaged(fact: Contact) -> bool:
    return bool(fact.phones_damaged or fact.emails_damaged)


def _platform(fact: Platform) -> Parts:
    return wording.label("platform_role", fact.role), fact.name, _named(简称=fact.alias, 网址=fact.url)


def _citation(fact: Citation) -> Parts:
    return fact.number or "未注文号", f"《{fact.title.strip('《》')}》", ()


def _attachment(fact: Attachment) -> Parts:
    return f"附件{fact.no}", fact.title, ()


def _item(fact: TrainingItem) -> Parts:
    category = wording.label("item_category", fact.category)
    requirement = wording.label("item_requirement", fact.requirement)
    hours = f"{wording.number(fact.hours)} 学时" if fact.hours is not None else None
    return f"{category} {requirement}".strip(), fact.title, _named(学时=hours)


def _conversion(fact: ConversionRule) -> Parts:
    amount = f"{wording.number(fact.amount)} {fact.unit}" if fact.amount is not None else "未写明数值"
    per = f" / {fact.per}" if fact.per else ""
    notes = _named(
        每天上限=f"{wording.number(fact.daily_cap)} 学时" if fact.daily_cap is not None else None,
        每年上限=f"{wording.number(fact.annual_cap)} 学时" if fact.annual_cap is not None else None,
        计入=wording.label("subject", fact.subject),
    )
    return fact.activity, amount + per, notes


def _filing(fact: FilingRequirement) -> Parts:
    form = f"附件{fact.form_attachment_no}" if fact.form_attachment_no is not None else None
    label = f"报{fact.to}" if fact.to else "报备"
    return label, fact.what, _named(用表=form, 期限=fact.deadline_ref, 后果=fact.consequence)


def _form(fact: BlankForm) -> Parts:
    label = f"附件{fact.attachment_no}" if fact.attachment_no is not None else "附表"
    fields = "、".join(field.label for field in fact.fields)
    return label, fact.title, (f"{wording.label('layout', fact.layout)}，{len(fact.fields)} 项：{fields}",)


def _view(fact: Fact, anchor: str, parts: Parts) -> FactView:
    label, value, notes = parts
    doubt = "" if fact.certain else wording.INFERRED
    if value == wording.UNREADABLE:
        doubt = wording.UNREADABLE
    return FactView(anchor, label, value, notes, doubt, quote(fact.evidence))


def sections(record: NoticeRecord) -> tuple[Section, ...]:
    """Every listed fact of a notice, kind by kind; kinds without facts are left out."""
    rows: list[tuple[str, str, list[tuple[Fact, Parts]]]] = [
        ("quota", "学时要求", [(f, _quota(f)) for f in record.quotas]),
        ("date", "期限", [(f, _date(f)) for f in record.dates]),
        ("item", "学习内容", [(f, _item(f)) for f in record.training_items]),
        ("conversion", "学时折算", [(f, _conversion(f)) for f in record.conversion_rules]),
        ("filing", "报备要求", [(f, _filing(f)) for f in record.filing_requirements]),
        ("platform", "平台", [(f, _platform(f)) for f in record.platforms]),
        ("contact", "联系方式", [(f, _contact(f)) for f in record.contacts]),
        ("citation", "引用文件", [(f, _citation(f)) for f in record.citations]),
        ("attachment", "附件", [(f, _attachment(f)) for f in record.attachments]),
        ("form", "附表", [(f, _form(f)) for f in record.forms]),
    ]
    found = [
        Section(anchor, title, tuple(_view(fact, f"{anchor}-{i}", parts) for i, (fact, parts) in enumerate(facts, 1)))
        for anchor, title, facts in rows
        if facts
    ]
    if record.reciprocity:
        evidence = record.evidence.get("reciprocity")
        source = quote(evidence) if evidence is not None else None
        towns = FactView("reciprocity-1", "互认地区", "、".join(record.reciprocity), (), "", source)
        found.append(Section("reciprocity", "学时互认", (towns,)))
    return tuple(found)


HEADER = (
    ("issuer", "发文机关"),
    ("doc_number", "发文字号"),
    ("title", "标题"),
    ("issue_date", "成文日期"),
    ("jurisdiction", "行政区"),
    ("year", "年度"),
)
"""The scalars of a notice, in the order of an official document's head."""


def header(record: NoticeRecord) -> tuple[FactView, ...]:
    """The scalars of a notice; a missing one is shown as 未见."""
    area = record.jurisdiction
    values: dict[str, str | None] = {
        "issuer": record.issuer,
        "doc_number": record.doc_number,
        "title": record.title,
        "issue_date": wording.day(record.issue_date) if record.issue_date is not None else None,
        "jurisdiction": f"{area.name}（{wording.label('level', area.level)}）" if area is not None else None,
        "year": f"{record.year}年" if record.year is not None else None,
    }
    views = []
    for key, label in HEADER:
        evidence = record.evidence.get(key)
        notes = (f"代码：{area.code}",) if key == "jurisdiction" and area is not None and area.code else ()
        source = quote(evidence) if evidence is not None else None
        views.append(FactView(f"head-{key}", label, values[key] or "未见", notes, "", source))
    return tuple(views)


# ---------------------------------------------------------------- findings


def remark(finding: Finding, pages: Mapping[str, str]) -> Remark:
    """A finding for display; `pages` gives the page of each file of the batch."""
    return Remark(
        severity=finding.severity,
        severity_zh=wording.label("severity", finding.severity),
        code=finding.code,
        message=finding.message,
        judgment=finding.certainty == "judgment",
        quotes=tuple(quote(e) for e in finding.evidence),
        elsewhere=tuple(Elsewhere(r.file, pages.get(r.file), quote(r.evidence)) for r in finding.related),
    )


def about_text(finding: Finding) -> bool:
    """Whether a finding only concerns the text's quality and is folded away."""
    return finding.code.startswith(wording.TEXT_FAMILIES) and finding.severity != "error"


def remarks(findings: Iterable[Finding], pages: Mapping[str, str]) -> Remarks:
    """Findings by severity, text notes apart; the order within a group is that of the record."""
    groups: dict[str, list[Remark]] = {"error": [], "warning": [], "info": [], "text": []}
    for finding in findings:
        groups["text" if about_text(finding) else finding.severity].append(remark(finding, pages))
    return Remarks(*(tuple(groups[key]) for key in ("error", "warning", "info", "text")))


def remarks_unfolded(findings: Iterable[Finding], pages: Mapping[str, str]) -> Remarks:
    """Findings by severity with nothing folded away."""
    every = [remark(finding, pages) for finding in findings]
    by = {severity: tuple(r for r in every if r.severity == severity) for severity in wording.SEVERITIES}
    return Remarks(by["error"], by["warning"], by["info"], ())
