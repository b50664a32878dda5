"""Records → `findings.xlsx`: findings, hour requirements, times and contacts, one sheet each, ready to filter.

Text from notices never becomes a formula and is never altered; the same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jxjy import verdict_views, wording
from jxjy.sheets import Columns, Row, Sheet, save
from normalize.record import Contact, DateFact, Evidence, Finding, NoticeRecord, Quota
from rulesgen import Comparison, Verdict


def build(records: Sequence[NoticeRecord], comparisons: Sequence[Comparison] = ()) -> bytes:
    """The workbook of a batch."""
    above = (_verdicts(comparisons),) if comparisons else ()
    return save((_findings(records), *above, _quotas(records), _dates(records), _contacts(records)))


# ---------------------------------------------------------------- rows

WHOSE = (("地区", 12), ("年度", 8))
SOURCE = (("条款", 12), ("位置", 14), ("原文", 60), ("文件", 26))


def _whose(record: NoticeRecord) -> Row:
    return (record.jurisdiction.name if record.jurisdiction is not None else None, record.year)


def _source(record: NoticeRecord, evidence: Evidence) -> Row:
    return wording.clause(evidence.clause), wording.place(evidence), evidence.quote, record.source.file


def _sure(certain: bool) -> str:
    return "确定" if certain else wording.INFERRED


def _findings(records: Sequence[NoticeRecord]) -> Sheet:
    ranked = [(wording.SEVERITIES.index(f.severity), r, f) for r in records for f in r.findings]
    rows = [_finding(record, finding) for _, record, finding in sorted(ranked, key=lambda item: item[0])]
    columns = (("程度", 8), *WHOSE, ("代码", 28), ("说明", 60), ("判断", 12), *SOURCE, ("关联文件", 26))
    return Sheet("发现", columns, rows)


def _finding(record: NoticeRecord, finding: Finding) -> Row:
    evidence = finding.evidence
    return (
        wording.label("severity", finding.severity),
        *_whose(record),
        finding.code,
        finding.message,
        "需人工判断" if finding.certainty == "judgment" else "确定",
        _lines(wording.clause(e.clause) for e in evidence),
        _lines(wording.place(e) for e in evidence),
        _lines(e.quote for e in evidence),
        record.source.file,
        _lines(r.file for r in finding.related),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


VERDICT_COLUMNS: Columns = (
    ("结论", 12),
    ("事项", 26),
    ("本件", 26),
    ("上级", 26),
    ("说明", 34),
    ("本件原文", 50),
    ("上级原文", 50),
    ("上级规则", 24),
    ("判断", 12),
)


def _verdicts(comparisons: Sequence[Comparison]) -> Sheet:
    rows = [(c.ruleset.jurisdiction.name, c.ruleset.year, *verdict(row)) for c in comparisons for row in c.rows]
    return Sheet("与上级规定比对", (*WHOSE, *VERDICT_COLUMNS), rows)


def verdict(row: Verdict) -> Row:
    """A comparison as the cells of VERDICT_COLUMNS."""
    return (
        row.kind.label,
        row.label,
        row.own.shown if row.own else None,
        row.base.shown if row.base else None,
        row.reason,
        verdict_views.sentence(row.own),
        verdict_views.sentence(row.base),
        row.base.whose if row.base else None,
        "需人工判断" if row.certainty == "judgment" else "确定",
    )


def _quotas(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (
        *WHOSE,
        ("科目", 12),
        ("性质", 8),
        ("比较", 8),
        ("数值", 8),
        ("单位", 8),
        ("周期", 8),
        ("适用范围", 30),
        ("可信", 10),
        *SOURCE,
    )
    return Sheet("学时要求", columns, [_quota(r, f) for r in records for f in r.quotas])


def _quota(record: NoticeRecord, fact: Quota) -> Row:
    return (
        *_whose(record),
        wording.label("subject", fact.subject),
        wording.label("quota_kind", fact.kind),
        wording.label("comparator", fact.comparator) or "等于",
        fact.amount,
        fact.unit,
        wording.label("period", fact.period),
        fact.scope,
        wording.UNREADABLE if fact.amount is None else _sure(fact.certain),
        *_source(record, fact.evidence),
    )


def _dates(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (*WHOSE, ("事项", 14), ("开始", 13), ("截止", 13), ("相对时间", 30), ("可信", 8), *SOURCE)
    return Sheet("期限", columns, [_date(r, f) for r in records for f in r.dates])


def _date(record: NoticeRecord, fact: DateFact) -> Row:
    return (
        *_whose(record),
        wording.label("date_kind", fact.kind),
        fact.start,
        fact.end,
        wording.relative(fact.relative) if fact.relative is not None else None,
        _sure(fact.certain),
        *_source(record, fact.evidence),
    )


def _contacts(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (
        *WHOSE,
        ("单位", 30),
        ("联系人", 12),
        ("电话", 20),
        ("国际格式", 20),
        ("邮箱", 28),
        ("传真", 18),
        ("地址", 26),
        ("QQ群", 14),
        ("受损号码", 22),
        ("可信", 8),
        *SOURCE,
    )
    return Sheet("联系方式", columns, [_contact(r, f) for r in records for f in r.contacts])


def _contact(record: NoticeRecord, fact: Contact) -> Row:
    return (
        *_whose(record),
        fact.office,
        fact.person,
        _lines(fact.phones),
        _lines(fact.e164),
        _lines(fact.emails),
        _lines(fact.fax),
        fact.address,
        _lines(fact.qq_groups),
        _lines((*fact.phones_damaged, *fact.emails_damaged)),
        _sure(fact.certain),
        *_source(record, fact.evidence),
    )
