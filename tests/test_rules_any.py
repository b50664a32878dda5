"""Whatever a record says, its rule set can be written, read back, and finds its quotes again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import rulesgen
from normalize.record import (
    ConversionRule,
    DateFact,
    Evidence,
    FilingRequirement,
    Finding,
    NoticeRecord,
    Platform,
    Quota,
    Relative,
    TrainingItem,
)
from rulesgen.loading import parse_ruleset
from tests.test_rules_support import record_of
from tests.texts import document

TEXT = """一、人员范围
全市各类单位的专业技术人员，均应参加继续教育。
二、学时要求
公需科目30学时；须在市平台学习取得。专业科目60学时，其中面授24学时。
1.成果类：论文每篇计10学时，每年不超过30学时。不满一年的，按月折算。
2.参加学习强国，年度积分2000分以上的可折算。
三、时间安排
2024年度学习时间顺延，应于6月30日前报送培训计划，经市人社局同意后开班。未经备案的不予认定。
附件1
一、培训对象
"""
DOCUMENT = document(TEXT)
END = len(DOCUMENT.text)


@st.composite
def _evidence(draw: st.DrawFn) -> Evidence:
    start = draw(st.integers(0, END - 1))
    end = draw(st.integers(start + 1, min(END, start + 40)))
    return Evidence(quote=DOCUMENT.quote((start, end)), span=(start, end))


WORDS = st.sampled_from(
    ["论文", "成果类", "成果类：专利、论文", "培训", "集中培训", "援派", "线上", "学会活动", "", "{x}", "：", "类"]
)
AMOUNT = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 100).map(Decimal))
DATE = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
SUBJECTS = st.sampled_from(["total", "public", "professional", "public_required", "professional_elective", "other"])
FACT = {"evidence": _evidence(), "certain": st.booleans()}

QUOTAS = st.builds(
    Quota,
    **FACT,
    subject=SUBJECTS,
    kind=st.sampled_from(["requirement", "cap", "credit"]),
    comparator=st.sampled_from([">=", "<=", "="]),
    amount=AMOUNT,
    unit=st.sampled_from(["学时", "学分", "%"]),
    period=st.sampled_from(["year", "day", "item"]),
    scope=st.one_of(st.none(), WORDS),
)
RELATIVES = st.builds(
    Relative,
    amount=st.one_of(st.none(), st.integers(-5, 5000)),
    unit=st.sampled_from([None, "day", "working_day", "month", "year"]),
    anchor=WORDS,
    direction=st.sampled_from(["before", "after"]),
)
DATES = st.builds(
    DateFact,
    **FACT,
    kind=st.sampled_from(
        ["study_window", "filing_deadline", "material_deadline", "report_deadline", "completion_lead", "other"]
    ),
    start=DATE,
    end=DATE,
    relative=st.one_of(st.none(), RELATIVES),
)
CONVERSIONS = st.builds(
    ConversionRule,
    **FACT,
    activity=WORDS,
    amount=AMOUNT,
    unit=st.sampled_from(["学时", "学分", "倍"]),
    per=st.one_of(st.none(), st.sampled_from(["年", "篇", ""])),
    daily_cap=AMOUNT,
    annual_cap=AMOUNT,
    subject=st.one_of(st.none(), SUBJECTS),
)
TOPICS = st.builds(
    TrainingItem,
    **FACT,
    category=st.sampled_from(["public", "professional", "ai_literacy", "other"]),
    requirement=st.sampled_from(["required", "elective", "suggested", None]),
    title=WORDS,
    hours=AMOUNT,
)
DUTIES = st.builds(
    FilingRequirement,
    **FACT,
    what=WORDS,
    to=st.one_of(st.none(), WORDS, st.just("市人力资源和社会保障局")),
    deadline_ref=st.one_of(st.none(), st.just("评审时提交")),
    consequence=st.one_of(st.none(), st.just("未经备案的不予认定"), WORDS),
)
PLATFORMS = st.builds(Platform, **FACT, name=st.sampled_from(["市平台", "平台", ""]), role=st.just("learning"))
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(
        ["RUL_VALUE_MISSING", "RUL_FEE_UNSTATED", "NUM_CONTRADICTORY", "TXT_OCR_DIGIT", "CON_NO_AREA_CODE"]
    ),
    severity=st.just("warning"),
    message=WORDS,
    evidence=st.lists(_evidence(), max_size=2).map(tuple),
)
RECORDS = st.fixed_dictionaries(
    {
        "quotas": st.lists(QUOTAS, max_size=5),
        "dates": st.lists(DATES, max_size=4),
        "conversion_rules": st.lists(CONVERSIONS, max_size=5),
        "training_items": st.lists(TOPICS, max_size=3),
        "filing_requirements": st.lists(DUTIES, max_size=3),
        "platforms": st.lists(PLATFORMS, max_size=2),
        "findings": st.lists(FINDINGS, max_size=3),
        "reciprocity": st.just(()),
    }
)
BASE = record_of(
    DOCUMENT,
    jurisdiction={"code": "371400", "name": "德州市", "level": "city"},
    year=2025,
    title="关于做好2025年度专业技术人员继续教育工作的通知",
)


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_any_record_gives_a_rule_set_that_loads(facts: dict[str, list[object]]) -> None:
    record: NoticeRecord = BASE.model_copy(update={key: tuple(items) for key, items in facts.items()})
    ours = rulesgen.build(record, DOCUMENT, held=())
    text = rulesgen.dump(ours)
    assert parse_ruleset(text, texts={"d1": DOCUMENT.text}) == ours
    assert rulesgen.dump(rulesgen.build(record, DOCUMENT, held=())) == text
    suspended = {r.param for r in ours.rules if r.state == "suspended"}
    assert all(name in suspended for name, p in ours.parameters.items() if any(v.candidates for v in p.values.values()))
