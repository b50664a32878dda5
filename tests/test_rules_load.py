"""The rule file as text: dump and load agree, and a file that was tampered with is refused with line and reason."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import rulesgen
from ingest.errors import JxjyError
from rulesgen.errors import RuleFileError
from rulesgen.loading import parse_ruleset
from rulesgen.model import Citation
from rulesgen.schema import SCHEMA_FILE, render
from tests.test_rules_support import GOLDS, gold, quota, ruleset_of

SENTENCE = "公需科目不少于30学时，专业科目不少于60学时，培训每天不超过8学时。\n学习时间为2025年4月1日至2025年12月31日。"


@pytest.fixture(name="made")
def _made() -> tuple[rulesgen.RuleSet, str]:
    return ruleset_of(
        SENTENCE,
        quotas=[
            quota("公需科目不少于30学时"),
            quota("专业科目不少于60学时", "professional", 60),
            quota("培训每天不超过8学时", "other", 8, kind="cap", period="day", scope="培训类"),
        ],
        dates=[
            {
                "kind": "study_window",
                "start": "2025-04-01",
                "end": "2025-12-31",
                "quote": "2025年4月1日至2025年12月31日",
            }
        ],
    )


# ---------------------------------------------------------------- round trip


@pytest.mark.parametrize("slug", GOLDS)
def test_load_gives_back_what_was_dumped(slug: str, tmp_path: Path) -> None:
    record, document = gold(slug)
    ours = rulesgen.build(record, document)
    file = tmp_path / "ruleset.yaml"
    file.write_text(rulesgen.dump(ours), encoding="utf-8")
    again = rulesgen.load(file, texts={"d1": document.text})
    assert again == ours
    assert rulesgen.dump(again) == rulesgen.dump(ours)


@given(
    st.text(min_size=1),
    st.text(),
    st.lists(st.text(min_size=1), min_size=1, max_size=3),
)
def test_any_words_survive_the_file(exact: str, context: str, names: list[str]) -> None:
    """Quotes may hold line ends, colons, quotation marks, dates, numbers: all come back as they were."""
    ours, _ = ruleset_of("公需科目不少于30学时。", quotas=[quota("公需科目不少于30学时")])
    (key,) = ours.citations
    citation = Citation(
        doc="d1", clause=(), page=None, exact=exact, prefix=context, suffix=context, span=(7, 7 + len(exact))
    )
    question = rulesgen.model.Question(id="Q1", text=names[0], code=None, rules=(), answer=None)
    changed = ours.model_copy(update={"citations": {key: citation}, "questions": (question,)})
    assert parse_ruleset(rulesgen.dump(changed), texts={}) == changed


@given(st.dates(min_value=dt.date(1990, 1, 1)), st.integers(min_value=0, max_value=1000))
def test_dates_and_hours_survive_the_file(date: dt.date, hours: int) -> None:
    ours, _ = ruleset_of(
        "公需科目不少于若干学时。应于年底前报送年度工作总结。",
        quotas=[quota("不少于若干学时", amount=hours)],
        dates=[{"kind": "material_deadline", "end": date.isoformat(), "quote": "应于年底前报送年度工作总结"}],
    )
    assert parse_ruleset(rulesgen.dump(ours), texts={}) == ours


def test_the_file_reads_well(made: tuple[rulesgen.RuleSet, str]) -> None:
    text = rulesgen.dump(made[0])
    assert text.startswith("# 规则文件（草稿）：德州市2025年度")
    assert 'jurisdiction: {code: "371400", name: 德州市, level: city, parent: "370000"}\n' in text
    assert "      2025-01-01: {value: 30, status: read, cite: [c1]}\n" in text
    assert "\\u" not in text
    assert not re.search(r"[&*!]\w", text)


def test_plain_yaml_readers_see_the_same(made: tuple[rulesgen.RuleSet, str]) -> None:
    data = yaml.safe_load(rulesgen.dump(made[0]))
    assert data["jurisdiction"]["code"] == "371400"
    assert data["parameters"]["study.window"]["values"] == {
        dt.date(2025, 1, 1): {"value": [dt.date(2025, 4, 1), dt.date(2025, 12, 31)], "status": "read", "cite": ["c4"]}
    }


# ---------------------------------------------------------------- tampering

QUESTION = "{id: Q1, text: 问, code: null, rules: [371400-2025-R99], answer: null}"
TAMPERED = [
    # what is changed, into what, at the line that begins with, and what the refusal says
    ("exact: 公需科目不少于30学时", "exact: 公需科目不少于20学时", "  c1:", "原句在文件中找不到"),
    ("exact: 公需科目不少于30学时", "exact: 公需科目不少于3学时", "  c1:", "字数与所记位置不符"),
    ("suffix: ，专业科目不少于60学", "suffix: ，专业科目不少于90学", "  c1:", "前后文与文件不符"),
    ("span: [0, 11]", "span: [1, 12]", "  c1:", "找不到"),
    ("cite: [c1]", "cite: [c9]", "      2025-01-01: {value: 30", "引文c9不存在"),
    ("cite: [c1]", "cite: []", "      2025-01-01: {value: 30", "不得为空"),
    ("cite: [c1]", "cite: [c2]", "  c1:", "未被任何数值或规则引用"),
    ("kind: per_day_cap", "kind: per_week_cap", "    kind: per_week", "不在允许的取值之内"),
    ("kind: per_day_cap", "kind: min_sum", "  - id: 371400-2025-R03", "方向“max”不符"),
    ("status: draft", "status: draft\nsigned: 张三", "signed:", "未知字段“signed”"),
    ("direction: window", "direction: window\n    secret: 1", "    secret: 1", "未知字段“secret”"),
    ("value: 8,", "value: 80,", "      2025-01-01: {value: 80", "超出范围"),
    ("value: 30,", "value: -30,", "      2025-01-01: {value: -30", "不是允许的取值形式"),
    ("value: 30,", "value: 30.5,", "      2025-01-01: {value: 30.5", "须写作整数"),
    ("value: 30,", "value: 030,", "      2025-01-01: {value: 030", "写法不规范"),
    ("value: 30,", "value: null,", "      2025-01-01: {value: null", "缺少数值"),
    ("value: 30, status: read", "value: 30, status: unreadable", "      2025-01-01: {value: 30", "value 须为空"),
    ("value: 30,", "value: 三十,", "      2025-01-01: {value: 三十", "不是允许的取值形式"),
    ("[2025-04-01, 2025-12-31]", "[2025-12-31, 2025-04-01]", "      2025-01-01: {value: [", "起始日期晚于截止日期"),
    ("[2025-04-01, 2025-12-31]", "[2025-04-01, 2025-13-31]", "      2025-01-01: {value: [", "没有“2025-13-31”这一天"),
    ("[2025-04-01, 2025-12-31]", "[null, null]", "      2025-01-01: {value: [", "不得同时为空"),
    ("ruleset: 370000/2025", "ruleset: 360000/2025", "  - {ruleset:", "不属于370000"),
    ("ruleset: 370000/2025", "ruleset: 370000/2026", "  - {ruleset:", "年度晚于本规则"),
    ("fallback: null", "fallback: 360000/2023", "  - {ruleset:", "同一上级的较早年度"),
    ('parent: "370000"', 'parent: "360000"', "jurisdiction:", "上级应为370000"),
    ("level: city", "level: county", "jurisdiction:", "级别应为city"),
    ("id: 371400/2025", "id: 371400/2024", "id:", "不符"),
    ('code: "371400"', "code: 371400", "jurisdiction:", "类型不符"),
    ("param: study.window", "param: study.windows", "  - id: 371400-2025-R04", "所用数值“study.windows”不存在"),
    ("param: study.window", "cite: [c4]", "  study.window:", "没有规则使用数值"),
    ("executability: full", "executability: needs_input", "  - id: 371400-2025-R01", "说明理由"),
    ("id: 371400-2025-R02", "id: 371400-2025-R01", "  - id: 371400-2025-R01", "重复"),
    ("id: 371400-2025-R02", "id: 371500-2025-R02", "  - id: 371500-2025-R02", "与文件编号"),
    ("schema: jxjy-ruleset/1", "schema: jxjy-ruleset/2", "schema:", "版本"),
    ("questions: []", f"questions:\n  - {QUESTION}", "  - {id: Q1", "所涉规则371400-2025-R99不存在"),
    ("issued: 2025-03-18", "issued: 2025-02-30", "    issued:", "没有“2025-02-30”这一天"),
    ("year: 2025\n", "", "schema:", "缺少字段“year”"),
    ("status: draft\n", "status: draft\nstatus: approved\n", "status: approved", "重复出现"),
    ("name: 德州市", "name: &a 德州市", "jurisdiction:", "不得使用引用"),
    ("name: 德州市", "name: !!python/name:os.system 德州市", "jurisdiction:", "不得使用标记"),
    ("citations:\n", "citations: [\n", None, "不是有效的 YAML"),
]  # fmt: skip


@pytest.mark.parametrize("case", TAMPERED, ids=lambda case: f"{case[0]} → {case[1]}"[:60])
def test_a_tampered_file_is_refused(
    case: tuple[str, str, str | None, str], made: tuple[rulesgen.RuleSet, str], tmp_path: Path
) -> None:
    old, new, at, reason = case
    text = rulesgen.dump(made[0])
    assert old in text
    file = tmp_path / "ruleset.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        rulesgen.load(file, texts={"d1": made[1]})
    problems = [p for p in refused.value.problems if reason in p.reason]
    assert problems, refused.value.problems
    if at is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert any(lines[p.line - 1].startswith(at) for p in problems), [lines[p.line - 1] for p in problems]
    assert f"第{refused.value.line}行" in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_refusal_is_an_error_of_this_program(tmp_path: Path) -> None:
    with pytest.raises(JxjyError, match="文件无法打开"):
        rulesgen.load(tmp_path / "missing.yaml")


def test_all_reasons_are_told_at_once(made: tuple[rulesgen.RuleSet, str], tmp_path: Path) -> None:
    file = tmp_path / "ruleset.yaml"
    text = rulesgen.dump(made[0]).replace("value: 30,", "value: 3000,").replace("value: 60,", "value: 6000,")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        rulesgen.load(file)
    assert [p.reason for p in refused.value.problems] == [
        "数值3000超出范围（学时/年：0至1000）",
        "数值6000超出范围（学时/年：0至1000）",
    ]


def test_the_text_stored_beside_the_file_is_used(made: tuple[rulesgen.RuleSet, str], tmp_path: Path) -> None:
    ruleset, text = made
    file = tmp_path / "ruleset.yaml"
    file.write_text(rulesgen.dump(ruleset), encoding="utf-8")
    beside = rulesgen.text_beside(file, "d1")
    beside.write_bytes(text.encode())
    assert rulesgen.load(file) == ruleset
    beside.write_bytes(text.replace("30", "24").encode())
    with pytest.raises(RuleFileError, match="不是同一份"):
        rulesgen.load(file)


def test_a_person_may_answer_confirm_and_approve(made: tuple[rulesgen.RuleSet, str], tmp_path: Path) -> None:
    file = tmp_path / "ruleset.yaml"
    text = rulesgen.dump(made[0]).replace("status: draft", "status: approved")
    file.write_text(text.replace("value: 30, status: read", "value: 30, status: confirmed"), encoding="utf-8")
    loaded = rulesgen.load(file, texts={"d1": made[1]})
    assert loaded.status == "approved"
    assert loaded.parameters["hours.public.min"].values["2025-01-01"].status == "confirmed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        "规则".encode("gb18030"),
        b"[" * 5000,
        b"a: *b",
        b"{a: &x [1], b: *x}",
        b"? [1, 2]\n: 3\n",
        b"- 1\n- 2\n",
        b"schema: \x07",
        b"'" * 999,
    ],
)
def test_any_other_file_is_refused_with_a_line(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "ruleset.yaml"
    file.write_bytes(content)
    with pytest.raises(RuleFileError) as refused:
        rulesgen.load(file)
    assert refused.value.line >= 1


@given(st.data())
def test_a_file_with_anything_cut_or_put_in_loads_or_is_refused(data: st.DataObject) -> None:
    ours, text = ruleset_of("公需科目不少于30学时。", quotas=[quota("公需科目不少于30学时")])
    file = rulesgen.dump(ours)
    at = data.draw(st.integers(min_value=0, max_value=len(file)))
    end = data.draw(st.integers(min_value=at, max_value=min(len(file), at + 40)))
    put = data.draw(st.text(max_size=8))
    with suppress(RuleFileError):
        parse_ruleset(file[:at] + put + file[end:], texts={"d1": text})


# ---------------------------------------------------------------- schema


def test_the_published_schema_is_that_of_the_models() -> None:
    """Write it anew with `python -m rulesgen.ship` after a change of the models."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == render()


def _objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in _objects(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "object" else []
    return own + [found for value in node.values() for found in _objects(value)]


def test_no_object_of_the_schema_takes_unknown_keys() -> None:
    published = rulesgen.schema()
    Draft202012Validator.check_schema(published)
    assert _objects(published)
    assert all(found.get("additionalProperties") is False for found in _objects(published))


@pytest.mark.parametrize("slug", GOLDS)
def test_a_built_rule_set_fits_the_published_schema(slug: str) -> None:
    data = rulesgen.build(*gold(slug)).model_dump(mode="json", by_alias=True)
    assert not list(Draft202012Validator(rulesgen.schema()).iter_errors(data))
