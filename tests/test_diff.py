"""Diffs in three layers: what is the same is empty, what is damaged cannot be compared, what changed is told once."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jxjy import differences
from jxjy.cli import cli
from jxjy.editions import load
from rulesgen.diff import Change, Diff, RowKind, diff
from rulesgen.diff.clauses import align
from rulesgen.diff.units import units
from tests.texts import SHARED, document

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OLD = """关于做好2024年度继续教育工作的通知

一、学时要求

（一）专业技术人员每年不少于90学时，其中公需科目不少于30学时。

（二）学习时间为2024年4月1日至2024年12月31日。

二、联系方式

请与市人力资源和社会保障局专业技术人员管理科联系，电话：0534-5550108。

三、其他

本通知由市人力资源和社会保障局负责解释，自印发之日起施行。
"""


def _kinds(old: str, new: str) -> list[tuple[str, str, str]]:
    rows = align(units(document(old)), units(document(new)))
    changed = [r for r in rows if r.kind is not RowKind.UNCHANGED]
    return [(r.kind.value, "".join(u.text for u in r.old)[:9], "".join(u.text for u in r.new)[:9]) for r in changed]


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (("", ""), []),
        (("（一）", "1. "), []),  # renumbered
        (("，其中", ",其中"), []),  # width
        (("不少于90学时", "不少于 90 学时"), []),  # spacing
        (("0534-5550108", "05345550108"), []),
        (("不少于30学时", "不少于24学时"), [("reworded", "（一）专业技术人员", "（一）专业技术人员")]),
        (("三、其他\n\n", ""), [("deleted", "三、其他", "")]),
        (
            ("三、其他", "三、监督检查\n\n严肃查处弄虚作假。\n\n四、其他"),
            [("added", "", "三、监督检查"), ("added", "", "严肃查处弄虚作假。")],
        ),
    ],
)  # fmt: skip
def test_clauses(change: tuple[str, str], rows: list[tuple[str, str, str]]) -> None:
    assert _kinds(OLD, OLD.replace(*change, 1) if change[0] else OLD) == rows


def test_a_moved_clause_is_no_deletion() -> None:
    contact = "请与市人力资源和社会保障局专业技术人员管理科联系，电话：0534-5550108。\n\n"
    moved = OLD.replace(contact, "") + "\n" + contact
    assert [kind for kind, _, _ in _kinds(OLD, moved)] == ["moved"]


def test_the_redline_holds_both_texts() -> None:
    new = OLD.replace("不少于30学时", "不少于24学时")
    [row] = [r for r in align(units(document(OLD)), units(document(new))) if r.pieces]
    assert [(p.old, p.new) for p in row.pieces if p.kind == "changed"] == [("30", "24")]
    assert "".join(p.old for p in row.pieces) == row.old[0].text
    assert "".join(p.new for p in row.pieces) == row.new[0].text


_PARAGRAPHS = st.lists(st.sampled_from(OLD.split("\n\n")), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(_PARAGRAPHS, _PARAGRAPHS)
def test_no_unit_is_lost(old: list[str], new: list[str]) -> None:
    before, after = units(document("\n\n".join(old))), units(document("\n\n".join(new)))
    rows = align(before, after)
    assert sorted(u.index for r in rows for u in r.old) == [u.index for u in before]
    assert sorted(u.index for r in rows for u in r.new) == [u.index for u in after]


# ---------------------------------------------------------------- whole files


def _diff(old: Path, new: Path) -> Diff:
    return diff(load(old).edition, load(new).edition)


@pytest.mark.parametrize("name", ["dezhou-2025.docx", "mianyang-2020.txt"])
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    assert _diff(NOTICES / name, NOTICES / name).is_empty


@pytest.mark.parametrize("name", ["dezhou-2025", "taian-jt-2025"])
def test_nor_from_its_own_pdf(name: str) -> None:
    assert _diff(NOTICES / f"{name}.docx", NOTICES / f"{name}.pdf").is_empty


@pytest.mark.parametrize(("seed", "printed"), [("003_*", "shandong-2023"), ("004_*", "zibo-2023")])
def test_a_damaged_copy_cannot_be_compared_where_it_is_damaged_and_nothing_else(seed: str, printed: str) -> None:
    files = sorted((SHARED / "seeds").glob(f"{seed}.txt"))
    if not files:
        pytest.skip("the real notices are not beside the repository (../shared/seeds)")
    twin = SHARED / "gold" / "restored" / f"{printed}.txt"
    for pair in ((files[0], twin), (twin, files[0])):
        found = _diff(*pair)
        assert {row.kind for row in found.changed_clauses} == {RowKind.CANNOT}
        assert {row.change for row in found.changed_values} <= {Change.CANNOT}


def test_a_changed_year(tmp_path: Path) -> None:
    """Hours loosened, the window moved on by a year, a term added: each is told for what it is."""
    base = (NOTICES / "dezhou-2025.docx", tmp_path / "2026.txt")
    text = "\n".join(load(base[0]).edition.document.text.splitlines())  # type: ignore[union-attr]
    text = text.replace("2025年", "2026年").replace("〔2025〕", "〔2026〕")
    base[1].write_text(text.replace("公需科目不少于30学时", "公需科目不少于24学时"), encoding="utf-8")
    changes = {row.name: row.change for row in _diff(*base).changed_values}
    assert changes["hours.public.min"] is Change.LOOSENED
    assert changes["study.window"] is Change.ROLLED
    assert "hours.professional.min" not in changes


# ---------------------------------------------------------------- what people get


def _pair(tmp_path: Path) -> list[str]:
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("不少于30学时", "不少于24学时").replace("三、其他\n\n", ""), encoding="utf-8")
    return [str(old), str(new)]


def _made(tmp_path: Path, name: str) -> bytes:
    result = CliRunner().invoke(cli, ["diff", *_pair(tmp_path), "-o", str(tmp_path / name)])
    assert result.exit_code == 0, result.output
    return (tmp_path / name).read_bytes()


def test_the_page_shows_the_redline_and_leads_to_the_sources(tmp_path: Path) -> None:
    page = _made(tmp_path, "out.html").decode()
    assert "<del>30</del>" in page
    assert "<ins>24</ins>" in page
    assert 'href="%E6%97%A7.txt"' in page
    assert "src=" not in page


def test_the_workbook_has_a_row_a_change(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_made(tmp_path, "out.xlsx")))
    rows = list(book["条文对照"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["改写", "删去"]


def test_the_word_file_has_tracked_changes(tmp_path: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(_made(tmp_path, "out.docx")))
    body = etree.fromstring(package.read("word/document.xml"))
    gone = ["".join(d.itertext(f"{W}delText")) for d in body.iter(f"{W}del")]
    come = ["".join(d.itertext(f"{W}t")) for d in body.iter(f"{W}ins")]
    assert {"30", "三、其他"} <= set(gone)
    assert "24" in come
    ids = [e.get(f"{W}id") for e in body.iter(f"{W}ins", f"{W}del")]
    assert len(ids) == len(set(ids))


def test_the_matrix_leads_each_cell_to_its_sentence(tmp_path: Path) -> None:
    output = tmp_path / "m.html"
    cities = [NOTICES / "datong-2024.docx", NOTICES / "yuncheng-2024.docx", NOTICES / "shanxi-2024.txt"]
    told = differences.many(cities, output, None, approved_only=False)
    page = output.read_text(encoding="utf-8")
    assert told.errors
    assert "低于上级" in page
    assert set(_between(page, 'href="#', '"')) - {"windows"} <= set(_between(page, 'id="', '"'))


def _between(text: str, start: str, end: str) -> list[str]:
    return [part.partition(end)[0] for part in text.split(start)[1:]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "-o", "out.html"], "要给出两份文件"),
        (["a.txt", "a.txt", "-o", "out.pdf"], "不认识这种输出格式"),
        ([".", "a.txt", "-o", "out.html"], "没有规则文件"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    paths = [str(tmp_path / a) if not a.startswith("-") else a for a in arguments]
    result = CliRunner().invoke(cli, ["diff", *paths], standalone_mode=False)
    assert told in str(result.exception)


def test_identical_output_each_time(tmp_path: Path) -> None:
    for name in ("out.html", "out.xlsx", "out.docx"):
        assert _made(tmp_path, name) == _made(tmp_path, name)
