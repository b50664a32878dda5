"""Which files a batch takes up, and how its outputs are called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxjy import gather


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("关于继续教育的通知.docx", True),
        ("附件/备案表.doc", True),
        ("没有扩展名", True),
        ("~$于继续教育的通知.docx", False),
        (".~通知.wps", False),
        (".隐藏.pdf", False),
        (".git/config", False),
        ("通知.pdf.crdownload", False),
        ("通知.TMP", False),
        ("通知.pdf.part", False),
        ("Thumbs.db", False),
        ("__MACOSX/通知.pdf", False),
    ],
)
def test_leavings_of_other_programs_are_passed_over(tmp_path: Path, name: str, taken: bool) -> None:
    _touch(tmp_path, name)
    assert [s.name for s in gather.find([tmp_path])] == ([name] if taken else [])


def test_a_file_named_by_the_user_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    _touch(tmp_path, ".隐藏.pdf")
    assert [s.name for s in gather.find([tmp_path / ".隐藏.pdf"])] == [".隐藏.pdf"]


def test_folders_by_name_arguments_in_their_order_each_file_once(tmp_path: Path) -> None:
    _touch(tmp_path, "b/2.txt", "b/1.txt", "a/3.txt")
    found = gather.find([tmp_path / "b", tmp_path / "a", tmp_path / "b" / "1.txt"])
    assert [s.name for s in found] == ["1.txt", "2.txt", "3.txt"]


def test_the_output_folder_is_never_an_input(tmp_path: Path) -> None:
    _touch(tmp_path, "通知.txt", "结果/records/通知.json")
    assert [s.name for s in gather.find([tmp_path], output=tmp_path / "结果")] == ["通知.txt"]


def test_same_names_stay_apart(tmp_path: Path) -> None:
    _touch(tmp_path, "聊城/通知.pdf", "枣庄/通知.pdf", "聊城/通知.docx", "淄博/方案.pdf")
    found = gather.find([tmp_path])
    assert {s.name: s.stem for s in found} == {
        "聊城/通知.pdf": "聊城_通知.pdf",
        "枣庄/通知.pdf": "枣庄_通知.pdf",
        "聊城/通知.docx": "通知.docx",
        "淄博/方案.pdf": "方案",
    }
    twice = gather.find([tmp_path / "聊城", tmp_path / "枣庄"])
    assert [s.name for s in twice] == ["通知.docx", "通知.pdf", "通知 (2).pdf"]


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 的文件名可以是任意字节")
def test_a_name_in_gbk_is_read_as_such(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "聊城通知.txt".encode("gbk")
    Path(os.fsdecode(path)).write_text("x", encoding="utf-8")
    assert [s.name for s in gather.find([tmp_path])] == ["聊城通知.txt"]


def test_a_name_with_control_characters_stays_in_its_line(tmp_path: Path) -> None:
    _touch(tmp_path, "换\n行\u202e.txt")
    assert [s.name for s in gather.find([tmp_path])] == ["换_行_.txt"]


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=300), min_size=1, max_size=8))
def test_stems_are_distinct_safe_and_short(names: list[str]) -> None:
    stems = gather.distinct_stems(names)
    assert len({stem.casefold() for stem in stems}) == len(names)
    for stem in stems:
        assert 0 < len(stem.encode()) < 200
        assert not set(stem) & set('/\\:*?"<>|#%\n\0')
