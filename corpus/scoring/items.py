"""The comparable items of a record, kind by kind: what must be equal for a prediction to answer a label.

Match keys (text squeezed: no white space, one width; quotes "overlap" in the sense of `pairing.overlap`):

header            field, value; a title may be any accepted one; region by code (by name where a side has no code)
requirements      quotas of kind requirement: subject, comparator, amount, unit, period
caps_credits      quotas of kind cap and credit: kind, comparator, amount, unit, period, and overlapping quotes (the
                  subject of a class of activities is measured in conversion_rules)
dates             kind, start, end, relative amount, unit and direction; overlapping quotes where all of these are empty
phones, emails    the E.164 number, the address
platforms         name (an ending in brackets aside), URL without its last slash
citations         title, number
attachments       number, title
training_items    category, requirement, title
conversion_rules  amount, unit, daily cap, annual cap, subject, and overlapping quotes
reciprocity       the place's name without 市
filing_requirements  overlapping quotes
forms             attachment number, title; form_fields: the form's attachment number, label, repeating
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpus.scoring.pairing import overlap, squeeze
from normalize.record import BlankForm, ConversionRule, DateFact, Evidence, Fact, NoticeRecord, Quota

KINDS: Mapping[str, str] = {
    "header": "文件要素",
    "requirements": "学时要求",
    "caps_credits": "上限与认定",
    "dates": "期限",
    "phones": "电话",
    "emails": "邮箱",
    "platforms": "平台",
    "citations": "引用文件",
    "attachments": "附件",
    "training_items": "学习内容",
    "conversion_rules": "学时折算",
    "reciprocity": "互认地区",
    "filing_requirements": "报备要求",
    "forms": "附表",
    "form_fields": "附表栏目",
}
"""Kinds in the order of the report, with their Chinese names."""

HEADER = {
    "issuer": "发文机关",
    "jurisdiction": "行政区",
    "year": "年度",
    "doc_number": "发文字号",
    "title": "标题",
    "issue_date": "成文日期",
}

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One comparable statement. `placed` means that equal keys do not suffice: the quotes must overlap too.

    `span` is where the record's text says it; `certain` is the record's own claim.
    """

    kind: str
    key: Key
    shown: str
    quote: str = ""
    placed: bool = False
    span: tuple[int, int] = (0, 0)
    certain: bool = True
    also: tuple[Key, ...] = ()

    def answers(self, label: Item) -> bool:
        """Whether this prediction says what the label says, at the label's place where place counts."""
        if self.kind != label.kind or self.key not in (label.key, *label.also):
            return False
        return not label.placed or overlap(self.quote, label.quote)


def items(record: NoticeRecord, titles: tuple[str, ...] = ()) -> Iterator[Item]:
    """All comparable items of a record; `titles` are further accepted forms of its title."""
    yield from _header(record, titles)
    yield from (_quota(q) for q in record.quotas)
    yield from (_date(d) for d in record.dates)
    yield from _contacts(record)
    for platform in record.platforms:
        name = re.sub(r"\([^()]*\)$", "", squeeze(platform.name))
        url = squeeze(platform.url or "").rstrip("/").lower()
        yield _fact("platforms", (name, url), f"{platform.name} {platform.url or ''}".strip(), platform)
    for citation in record.citations:
        shown = f"《{citation.title}》{citation.number or ''}"
        yield _fact("citations", (squeeze(citation.title), squeeze(citation.number or "")), shown, citation)
    for attachment in record.attachments:
        shown = f"{attachment.no}. {attachment.title}"
        yield _fact("attachments", (attachment.no, squeeze(attachment.title)), shown, attachment)
    for topic in record.training_items:
        key = (topic.category, topic.requirement, squeeze(topic.title))
        yield _fact("training_items", key, f"{topic.title}（{topic.category}，{topic.requirement or '未定'}）", topic)
    yield from (_conversion(rule) for rule in record.conversion_rules)
    for place in record.reciprocity:
        yield Item("reciprocity", (squeeze(place).removesuffix("市"),), place)
    for filing in record.filing_requirements:
        yield _fact("filing_requirements", (), filing.what, filing, placed=True)
    for form in record.forms:
        yield from _form(form)


def _fact(kind: str, key: Key, shown: str, fact: Fact, *, placed: bool = False) -> Item:
    return Item(kind, key, shown, fact.evidence.quote, placed, fact.evidence.span, fact.certain)


def _header(record: NoticeRecord, titles: tuple[str, ...]) -> Iterator[Item]:
    place = record.jurisdiction
    values: dict[str, object] = {
        "issuer": record.issuer and squeeze(record.issuer),
        "jurisdiction": place and (place.code or place.name, place.level),
        "year": record.year,
        "doc_number": record.doc_number and squeeze(record.doc_number),
        "title": record.title and squeeze(record.title),
        "issue_date": record.issue_date,
    }
    shown = {
        "issuer": record.issuer,
        "jurisdiction": place and f"{place.name}（{place.code or '无代码'}，{place.level}）",
        "doc_number": record.doc_number,
        "title": record.title,
    }
    also = {
        "title": tuple(("title", squeeze(t)) for t in titles),
        "jurisdiction": (("jurisdiction", (place.name, place.level)),) if place else (),
    }
    for field, value in values.items():
        if value is None or value == "":
            continue
        evidence = record.evidence.get(field, Evidence(quote="", span=(0, 0)))
        yield Item(
            "header",
            (field, value),
            f"{HEADER[field]}：{shown.get(field) or value}",
            evidence.quote,
            span=evidence.span,
            also=also.get(field, ()),
        )


def _quota(quota: Quota) -> Item:
    value = (quota.subject, quota.comparator, quota.amount, quota.unit, quota.period)
    shown = f"{quota.subject} {quota.comparator} {_plain(quota.amount)}{quota.unit}/{quota.period}"
    if quota.kind == "requirement":
        return _fact("requirements", value, shown, quota)
    return _fact("caps_credits", (quota.kind, *value[1:]), f"{quota.kind} {shown}", quota, placed=True)


def _date(date: DateFact) -> Item:
    relative = date.relative
    lead = (relative.amount, relative.unit, relative.direction) if relative else None
    shown = f"{date.kind} {date.start or ''}..{date.end or ''}"
    if relative:
        amount = relative.amount if relative.amount is not None else "？"
        shown = f"{date.kind} {relative.anchor} {relative.direction} {amount} {relative.unit or ''}".rstrip()
    nothing_to_compare = (date.start, date.end, lead) == (None, None, None)
    return _fact("dates", (date.kind, date.start, date.end, lead), shown, date, placed=nothing_to_compare)


def _contacts(record: NoticeRecord) -> Iterator[Item]:
    for contact in record.contacts:
        who = contact.office or contact.person or ""
        for number in contact.e164:
            yield _fact("phones", (number,), f"{who} {number}".strip(), contact)
        for email in contact.emails:
            yield _fact("emails", (email.lower(),), f"{who} {email}".strip(), contact)


def _conversion(rule: ConversionRule) -> Item:
    key = (rule.amount, rule.unit, rule.daily_cap, rule.annual_cap, rule.subject)
    caps = "".join(
        f"，{name}{_plain(cap)}" for name, cap in (("日上限", rule.daily_cap), ("年上限", rule.annual_cap)) if cap
    )
    shown = f"{rule.activity}：{_plain(rule.amount)}{rule.unit}{caps}{'，' + rule.subject if rule.subject else ''}"
    return _fact("conversion_rules", key, shown, rule, placed=True)


def _form(form: BlankForm) -> Iterator[Item]:
    name = f"附件{form.attachment_no or '？'}《{form.title}》"
    yield _fact("forms", (form.attachment_no, squeeze(form.title)), name, form)
    for field in form.fields:
        key = (form.attachment_no, squeeze(field.label), field.repeating)
        yield _fact("form_fields", key, f"{name} {field.label}", form)


def _plain(amount: Decimal | None) -> str:
    return "未给数值" if amount is None else f"{amount.normalize():f}"
