"""Jurisdiction codes, what stands above them, and where rule files go."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

import rulesgen
from rulesgen.loading import parse_ruleset
from rulesgen.place import level, parent
from rulesgen.shipped import shipped_ids
from tests.test_rules_support import quota, ruleset_of


@pytest.mark.parametrize(
    ("code", "rank", "above"),
    [
        ("000000", "nation", None),
        ("370000", "province", "000000"),
        ("110000", "province", "000000"),  # 北京市
        ("371400", "city", "370000"),
        ("370481", "county", "370400"),  # 滕州市
        ("110105", "county", "110000"),  # 朝阳区: no city between
        ("500112", "county", "500000"),  # 重庆市渝北区
        ("429004", "county", "420000"),  # 仙桃市, under the province itself
        ("659001", "county", "650000"),  # 石河子市
    ],
)
def test_what_stands_above_a_code(code: str, rank: str, above: str | None) -> None:
    assert (level(code), parent(code)) == (rank, above)


def _notice(issued: str | None, title: str = "通知", hours: int = 30) -> rulesgen.RuleSet:
    sentence = f"公需科目不少于{hours}学时"
    return ruleset_of(
        f"{title}\n{issued}\n{sentence}。", title=title, issue_date=issued, quotas=[quota(sentence, amount=hours)]
    )[0]


def test_a_rule_set_lies_by_code_and_year() -> None:
    assert str(rulesgen.relative_path(_notice("2025-03-18"))) == "rules/371400/2025/ruleset.yaml"
    assert rulesgen.text_beside(Path("rules/x/ruleset.yaml"), "d1") == Path("rules/x/ruleset.d1.txt")


def test_notices_of_one_year_make_room_for_each_other_whatever_their_order() -> None:
    first, second, undated = _notice("2025-03-18"), _notice("2025-09-01", "补充通知", 24), _notice(None, "解读", 20)
    outcomes = [rulesgen.place_all(order) for order in permutations((first, second, undated))]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    placed = outcomes[0]
    assert [str(p.path) for p in placed] == [
        "rules/371400/2025/ruleset.yaml",
        "rules/371400/2025-2/ruleset.yaml",
        "rules/371400/2025-3/ruleset.yaml",
    ]
    assert placed[0].ruleset == first
    assert placed[0].note is None
    assert placed[1].note == "德州市2025年度已有规则文件（《通知》），本件另存为371400/2025-2，请确认以哪一件为准"
    assert placed[1].ruleset.rules[0].id == "371400-2025-2-R01"
    assert parse_ruleset(rulesgen.dump(placed[1].ruleset), texts={}) == placed[1].ruleset


def test_the_same_document_twice_is_placed_once() -> None:
    assert len(rulesgen.place_all([_notice("2025-03-18"), _notice("2025-03-18")])) == 1


def test_another_rendering_of_the_same_notice_is_told() -> None:
    a, b = _notice("2025-03-18"), _notice("2025-03-18", hours=31)
    assert "疑为同一文件的另一版本" in str(rulesgen.place_all([a, b])[1].note)


def test_questions_keep_to_their_renamed_rules() -> None:
    unsure = ruleset_of("公需不少于30学时。", title="补充", quotas=[quota("公需不少于30学时", certain=False)])[0]
    placed = rulesgen.place_all([_notice("2025-01-01"), unsure])[1]
    assert placed.ruleset.questions[0].rules == (placed.ruleset.rules[0].id,)


def test_shipped_baselines_load_and_name_each_other() -> None:
    baselines = rulesgen.shipped_baselines()
    assert {b.id for b in baselines} == shipped_ids()
    for baseline in baselines:
        assert all(i.fallback is None or i.fallback in shipped_ids() for i in baseline.inherits)
