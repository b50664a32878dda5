"""What is dropped is taken once it stands still, whatever it is called, and answered under a name that can be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jxjy import workers
from tests import intake_case
from tests.intake_case import Case


@pytest.fixture(scope="module")
def pool() -> Iterator[workers.Pool]:
    with intake_case.pool() as made:
        yield made


@pytest.fixture
def case(tmp_path: Path, pool: workers.Pool) -> Case:
    return Case(tmp_path / "收件", pool)


def test_a_file_that_stands_still_is_answered(case: Case) -> None:
    case.drop("备案表.docx")
    case.finish()
    assert case.answers() == {"已受理": ["备案表-报告.html", "备案表.docx"]}
    assert list(case.inbox.drop.iterdir()) == []
    assert case.problems() == []


def test_a_file_that_grows_is_left_alone(case: Case) -> None:
    path = case.drop("通知.pdf", b"%PDF")
    for size in range(5):
        case.look(0.9)
        path.write_bytes(b"%PDF" + b"x" * size)
    case.look(0.9)
    assert case.rows() == ()
    case.finish()
    [row] = case.rows()
    assert row.size == len(b"%PDFxxxx")


def test_a_file_whose_time_changes_waits_anew(case: Case) -> None:
    path = case.drop("通知.txt")
    case.look()
    case.look(0.9)
    os.utime(path, ns=(1, 1))
    case.look(0.9)
    assert case.rows() == ()


def test_an_empty_file_is_given_time_to_be_filled(case: Case) -> None:
    path = case.drop("通知.txt", b"")
    case.look()
    case.look(5)
    assert case.rows() == ()
    path.write_bytes(b"text")
    case.finish()
    assert [row.size for row in case.rows()] == [4]


def test_an_empty_file_that_stays_empty_is_answered(case: Case) -> None:
    case.drop("空.txt", b"")
    case.finish()
    assert [(row.size, row.state) for row in case.rows()] == [(0, "answered")]


@pytest.mark.parametrize(
    "name",
    [
        "~$备案表.docx",
        ".~备案表.docx",
        ".DS_Store",
        "a.tmp",
        "通知.pdf.crdownload",
        "b.part",
        "Thumbs.db",
        "c.download",
    ],
)
def test_what_programs_leave_lying_about_is_passed_over(case: Case, name: str) -> None:
    case.drop(name)
    case.finish()
    assert case.rows() == ()
    assert (case.inbox.drop / name).exists()


def test_a_folder_moved_in_is_emptied_and_removed_later(case: Case) -> None:
    case.drop("某局/表一.docx", b"1")
    case.drop("某局/下属/表一.docx", b"2")
    case.finish()
    assert sorted(row.name for row in case.rows()) == ["某局/下属/表一.docx", "某局/表一.docx"]
    assert case.answers()["已受理"] == [
        "某局_下属_表一-报告.html",
        "某局_下属_表一.docx",
        "某局_表一-报告.html",
        "某局_表一.docx",
    ]
    folders = [case.inbox.drop / "某局" / "下属", case.inbox.drop / "某局"]
    assert all(folder.exists() for folder in folders)  # somebody may still be copying into it
    for folder in folders:
        os.utime(folder, (1, 1))
    case.drop("另一件.txt", b"3")
    case.finish()
    os.utime(folders[1], (1, 1))
    case.drop("再一件.txt", b"4")
    case.finish()
    assert not any(folder.exists() for folder in folders)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(case: Case, tmp_path: Path) -> None:
    secret = tmp_path / "别处.txt"
    secret.write_text("别处的文件")
    (case.inbox.drop / "链接.txt").symlink_to(secret)
    (case.inbox.drop / "链接夹").symlink_to(tmp_path)
    case.finish()
    assert case.rows() == ()
    assert secret.exists()


def test_a_file_that_vanishes_between_look_and_take_is_nobodys_loss(case: Case) -> None:
    path = case.drop("撤回.docx")
    case.look()
    path.unlink()
    case.finish()
    assert case.rows() == ()
    assert list(case.inbox.claimed.iterdir()) == []


NAMES = [
    "-rf.docx",
    "备案表 (终稿) 最新😀.docx",
    "a'b\"c;d&e.docx",
    "第一行\n第二行.docx",
    "很" * 83 + ".docx",
    "x" * 250 + ".docx",
    "反\u202e向.docx",
    "没有扩展名",
    "...",
    "表.DOCX",
    "100%#表?.docx",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_get_a_readable_answer(case: Case, name: str) -> None:
    if name == "...":
        pytest.skip("hidden by its first character")
    case.drop(name, name.encode())
    case.finish()
    [row] = case.rows()
    assert row.name == name
    names = case.answers()["已受理"]
    assert len(names) == 2
    for given in names:
        assert given.isprintable()
        assert len(given.encode()) <= 255
        assert not set(given) & set('/\\:*?"<>|\n')
    assert case.problems() == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_in_an_old_encoding_is_read(case: Case) -> None:
    path = os.fsencode(case.inbox.drop) + b"/" + "备案表.docx".encode("gbk")
    Path(os.fsdecode(path)).write_bytes(b"text")
    case.finish()
    assert case.answers()["已受理"] == ["备案表-报告.html", "备案表.docx"]


def test_one_name_for_two_contents_is_numbered(case: Case) -> None:
    case.drop("表.docx", b"1")
    case.finish()
    case.drop("表.docx", b"2")
    case.finish()
    assert case.answers()["已受理"] == ["表 (2).docx", "表-报告 (2).html", "表-报告.html", "表.docx"]


def test_a_file_that_a_person_put_there_is_not_written_over(case: Case) -> None:
    mine = case.inbox.folder("已受理") / "表.docx"
    mine.write_bytes(b"mine")
    case.drop("表.docx", b"theirs")
    case.finish()
    assert mine.read_bytes() == b"mine"
    assert (case.inbox.folder("已受理") / "表 (2).docx").read_bytes() == b"theirs"


def test_an_answer_is_the_very_file(case: Case) -> None:
    content = os.urandom(100_000)
    case.drop("件.bin", content)
    case.finish()
    assert (case.inbox.folder("已受理") / "件.bin").read_bytes() == content
