"""Forms of every kind with one fault each: the verdict and the codes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.made_forms import (
    LEARNT,
    LECTURES,
    PICTURE,
    PLATFORM,
    SEALED,
    WAITING,
    application,
    bid,
    filing,
    plan,
    platforms,
    posting,
    records,
    register,
    roster,
    scheme,
)
from tests.word_package import p, r

ACCEPTED: tuple[str, list[str]] = ("accepted", [])
LATER = (*LECTURES[1][:4], "24", "实操")
ABSENT = ("3", "田青", "工程师", "水利", "20", "缺勤")
FULL = ("3", "田青", "工程师", "水利", "20", "合格")


def _review(*codes: str) -> tuple[str, list[str]]:
    return "needs_review", list(codes)


def _returned(*codes: str) -> tuple[str, list[str]]:
    return "returned", list(codes)


CASES = {
    # 专业科目培训项目计划审核备案表
    "sound filing": (filing(), ACCEPTED),
    "filed on the last day": (filing(filled="2026年5月18日"), ACCEPTED),
    "filed a day late": (filing(filled="2026年5月19日"), _returned("FRM_LEAD_TOO_SHORT")),
    "over a festival": (
        filing(
            filled="2026年9月24日", time="2026年10月8日至10月11日，共4天"
        ),  # 25 to 27 September and 1 to 7 October off
        _returned("FRM_LEAD_TOO_SHORT"),
    ),
    "last year's form": (
        filing(title="2025年度专业科目培训项目计划审核备案表", time="5月26日至5月29日，共4天", filled="2025年5月8日"),
        _returned("FRM_YEAR_MISMATCH"),
    ),
    "dates of another year": (
        filing(time="2025年5月26日至29日，共4天", filled="2025年5月8日"),
        _returned("FRM_YEAR_MISMATCH"),
    ),
    "hours beyond the days": (
        filing(hours=("48", "24", "24"), lectures=[(*LECTURES[0][:4], "24", "讲授"), LATER]),
        _returned("FRM_HOURS_EXCEED_DAYS"),
    ),
    "parts do not add up": (filing(hours=("32", "18", "12")), _review("FRM_SUM_MISMATCH")),
    "rows do not add up": (filing(lectures=[*LECTURES, LECTURES[0]]), _review("FRM_ROWS_SUM_MISMATCH")),
    "days differ": (filing(time="2026年5月25日至5月28日，共5天"), _review("FRM_DAYS_MISMATCH")),
    "no days": (filing(time="2026年5月25日至28日"), ACCEPTED),
    "vague dates": (filing(time="5月下旬，共4天"), _review("FRM_DATE_NOT_SPECIFIC")),
    "a day that is none": (filing(filled="2026年4月31日"), _review("FRM_DATE_INVALID")),
    "end before start": (filing(time="5月28日至5月25日，共4天"), _review("FRM_DATE_INVALID")),
    "no seal": (filing(stamp=""), _review("FRM_STAMP_MISSING")),
    "no assessment": (filing(assessment=""), _returned("FRM_FIELD_MISSING")),
    "no head of unit": (filing(head=""), _returned("FRM_FIELD_MISSING")),
    "sample left": (filing(venue="（请填写详细地址）"), _returned("FRM_TEMPLATE_TEXT")),
    "a row without hours": (
        filing(lectures=[LECTURES[0], (*LECTURES[1][:4], "", "实操")]),
        _returned("FRM_FIELD_MISSING"),
    ),
    "no rows": (filing(lectures=[[""] * 6] * 3), _returned("FRM_FIELD_MISSING")),
    "theory alone": (filing(hours=("32", "", "")), ACCEPTED),
    # 继续教育学习平台信息审核备案表
    "sound platforms": (platforms(PLATFORM), ACCEPTED),
    "no account": (platforms((*PLATFORM[:5], "")), ACCEPTED),
    "no scheme": (platforms((PLATFORM[0], "gm.example.com", *PLATFORM[2:])), ("accepted", ["FRM_URL_NO_SCHEME"])),
    "no address": (platforms((PLATFORM[0], "光明云课堂网", *PLATFORM[2:])), _review("FRM_URL_INVALID")),
    "a digit short": (platforms((*PLATFORM[:3], "王立 1380000002", *PLATFORM[4:])), _review("FRM_PHONE_INVALID")),
    "no phone": (platforms((*PLATFORM[:3], "", *PLATFORM[4:])), _returned("FRM_FIELD_MISSING")),
    "platforms unsealed": (platforms(PLATFORM, unit="填报单位：光明测绘院"), _review("FRM_STAMP_MISSING")),
    # 年度继续教育工作计划
    "sound plan": (plan(), ACCEPTED),
    "vague plan": (plan(time="下半年"), _review("FRM_DATE_NOT_SPECIFIC")),
    "last year's plan": (plan(title="2025年度继续教育工作计划"), _returned("FRM_YEAR_MISMATCH")),
    "no faculty": (plan(faculty=""), _returned("FRM_FIELD_MISSING")),
    "plan unsealed": (plan(foot=p("盖章")), _review("FRM_STAMP_MISSING")),
    # 专业培训项目计划申报表
    "sound application": (application(), ACCEPTED),
    "one hour too many": (application(hours="41"), _returned("FRM_HOURS_EXCEED_DAYS")),
    "no choice": (application(advanced="□是  □否"), _returned("FRM_CHOICE_MISSING")),
    "both chosen": (application(advanced="☑是  ☑否"), _returned("FRM_CHOICE_MISSING")),
    "no opinion": (application(opinion=WAITING), _review("FRM_OPINION_MISSING", "FRM_STAMP_MISSING")),
    "opinion unsealed": (
        application(opinion=p("同意") + WAITING.replace("年    月    日", "2026年6月1日")),
        _review("FRM_STAMP_MISSING"),
    ),
    "opinion with a picture": (application(opinion=f"{p('同意。')}<w:p>{PICTURE}</w:p>{p('2026.6.1')}"), ACCEPTED),
    "opinion on one line": (application(opinion=p("同意申报。（盖章）山亭区水务事业中心   2026年6月1日")), ACCEPTED),
    "authority has written": (application(authority=SEALED), ACCEPTED),
    "title of another year": (
        application(title="枣庄市专业培训项目计划申报表（2025年度）"),
        _returned("FRM_YEAR_MISMATCH"),
    ),
    # 专业科目学习方案
    "sound scheme": (scheme(), ACCEPTED),
    "below the minimum": (
        scheme(hours="专业科目不少于48学时，其中必修24学时、选修24学时"),
        _review("FRM_QUOTA_BELOW_MINIMUM"),
    ),
    "unit left open": (scheme(head="XXXX厅"), _returned("FRM_TEMPLATE_TEXT")),
    "hint left": (scheme(scope="需说明学习范围包括什么行业、什么领域。"), _returned("FRM_TEMPLATE_TEXT")),
    # 张榜, 揭榜
    "sound posting": (posting(), ACCEPTED),
    "no type": (posting(types="□开发课件  □搭建网站  □线下培训  □其他"), _returned("FRM_CHOICE_MISSING")),
    "no amount": (posting(amount=""), _review("FRM_CONDITIONAL_MISSING")),
    "no support, no amount": (posting(support="否", amount="/"), ACCEPTED),
    "other, unsaid": (posting(types="□开发课件  □搭建网站  □线下培训  ☑其他"), _review("FRM_CONDITIONAL_MISSING")),
    "sound bid": (bid(code="91370102 ma9wq7k43f"), ACCEPTED),
    "check sign": (bid(code="91370102MA9WQ7K43G"), _returned("FRM_USCC_INVALID")),
    "a sign short": (bid(code="9137 0102 MA9W Q7K4 3"), _returned("FRM_USCC_INVALID")),
    # 线下学习情况登记表
    "sound register": (register(), ACCEPTED),
    "row of another year": (register(("2025.3.2-3.4", *LEARNT[0][1:]), LEARNT[1]), _returned("FRM_YEAR_MISMATCH")),
    "register does not add up": (register(LEARNT[0]), _review("FRM_ROWS_SUM_MISMATCH")),
    "subjects do not add up": (register(totals=("40", "20", "30")), _review("FRM_SUM_MISMATCH")),
    "register without opinion": (register(opinion=WAITING), _review("FRM_OPINION_MISSING", "FRM_STAMP_MISSING")),
    "sound roster": (roster(FULL), ACCEPTED),
    "one person short": (roster(FULL, count="4"), _review("FRM_HEADCOUNT_MISMATCH")),
    "more than the course": (roster((*FULL[:4], "30", "合格")), _review("FRM_ROW_HOURS_EXCEED")),
    "hours for nobody": (roster(ABSENT), _review("FRM_ABSENT_WITH_HOURS")),
    # the file
    "tracked": (
        filing().replace(r("笔试", "").replace("<w:rPr></w:rPr>", ""), f'<w:ins w:id="1">{r("笔试")}</w:ins>'),
        _review("FRM_TRACKED_CHANGES"),
    ),
    "comment": (
        filing().replace("笔试</w:t>", '笔试</w:t><w:commentReference w:id="0"/>'),
        ("accepted", ["FRM_COMMENTS"]),
    ),
    "hidden": (
        filing(assessment=f"<w:p>{r('笔试')}{r('开卷', '<w:vanish/>')}</w:p>"),
        ("accepted", ["FRM_HIDDEN_TEXT"]),
    ),
    "all hidden": (
        filing(assessment=f"<w:p>{r('开卷', '<w:vanish/>')}</w:p>"),
        _returned("FRM_FIELD_MISSING", "FRM_HIDDEN_TEXT"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str) -> None:
    body, (status, codes) = CASES[name]
    (record,) = records(body)
    assert sorted({finding.code for finding in record.findings}) == codes
    assert record.status == status


def test_the_day_of_receipt_counts_where_it_is_later() -> None:
    early, late = dt.date(2026, 5, 11), dt.date(2026, 5, 20)
    assert records(filing(), received=early)[0].status == "accepted"
    (record,) = records(filing(), received=late)
    assert [finding.code for finding in record.findings] == ["FRM_LEAD_TOO_SHORT"]
    assert (record.basis.filed, record.basis.filed_by) == (late, "received")
    assert records(filing(filled="2026年5月20日"), received=early)[0].status == "returned"


def test_a_blocker_names_its_cell_and_its_rule() -> None:
    (record,) = records(application(hours="41"))
    (finding,) = record.findings
    assert finding.keys == ("hours", "days")
    assert finding.ruleset == "370400/2026"
    assert finding.evidence[0].quote == "41"
    assert finding.evidence[0].places[0].path == "tbl[0]/tr[6]/tc[5]/p[0]"
    (use,) = record.basis.rules[:1]
    assert (use.parameter, use.value, use.how) == ("class.training.per_day_cap", 8, "own")


def test_an_empty_cell_has_a_place() -> None:
    (record,) = records(filing(assessment=""))
    (finding,) = record.findings
    assert finding.keys == ("assessment",)
    assert finding.evidence[0].places[0].path == "tbl[0]/tr[2]/tc[3]"
    assert record.evidence["rows[1].hours"].path == "tbl[0]/tr[8]/tc[4]"
    assert record.evidence["title"].quote == record.title


def test_another_unit_is_judged_by_the_rules_of_the_spec_and_the_record_says_so() -> None:
    (record,) = records(filing())
    assert record.jurisdiction is None
    assert {(use.parameter, use.ruleset, use.how) for use in record.basis.rules} == {
        ("training.filing.lead_workdays", "371500/2026", "home"),
        ("class.training.per_day_cap", "370400/2026", "home"),
    }


def test_several_forms_in_a_file() -> None:
    first, second = records(filing() + p("附件2") + application())
    assert (first.form_kind, second.form_kind) == ("project_filing", "project_application")
    assert (first.form_index, second.form_index) == (0, 1)
    assert {finding.code for finding in first.findings} == {"FRM_MULTIPLE"}
    assert second.fields["unit"] == "枣庄市山亭区水务事业中心"
