"""Outputs appear whole or not at all, old ones go with their inputs, and nothing that a person wrote is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jxjy import publish
from jxjy.publish import Manifest, Published

RULES = "rules/370100/2026/ruleset.yaml"
TEXT = "rules/370100/2026/ruleset.d1.txt"


def _publish(out: Path, files: dict[str, str], request: str = "r") -> Published:
    contents = {name: text.encode() for name, text in files.items()}
    return publish.publish(out, contents, publish.load_manifest(out), request=request, summary={"notices": 1})


def _tree(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(out.rglob("*"))
        if p.is_file() and publish.CACHE not in p.parts
    }


def test_writes_everything_and_remembers_it(tmp_path: Path) -> None:
    done = _publish(tmp_path, {"index.html": "一", "records/a.json": "{}"})
    assert _tree(tmp_path) == {"index.html": "一", "records/a.json": "{}"}
    assert set(done.written) == {"index.html", "records/a.json"}
    manifest = publish.load_manifest(tmp_path)
    assert (manifest.request, manifest.summary) == ("r", {"notices": 1})
    assert publish.intact(tmp_path, manifest)


def test_unchanged_files_are_not_touched_and_stale_ones_go_with_their_folder(tmp_path: Path) -> None:
    _publish(tmp_path, {"index.html": "一", "records/a.json": "{}"})
    (tmp_path / "批注.txt").write_text("人写的", encoding="utf-8")
    before = (tmp_path / "index.html").stat().st_mtime_ns
    done = _publish(tmp_path, {"index.html": "一"})
    assert (done.written, done.removed) == ((), ("records/a.json",))
    assert _tree(tmp_path) == {"index.html": "一", "批注.txt": "人写的"}
    assert not (tmp_path / "records").exists()
    assert (tmp_path / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["edit", "delete"])
def test_a_damaged_output_is_noticed_and_written_again(tmp_path: Path, damage: str) -> None:
    _publish(tmp_path, {"index.html": "一"})
    index = tmp_path / "index.html"
    index.write_text("改", encoding="utf-8") if damage == "edit" else index.unlink()
    assert not publish.intact(tmp_path, publish.load_manifest(tmp_path))
    _publish(tmp_path, {"index.html": "一"})
    assert _tree(tmp_path) == {"index.html": "一"}


def test_a_rule_file_edited_by_a_person_is_kept(tmp_path: Path) -> None:
    _publish(tmp_path, {RULES: "status: draft\n", TEXT: "原文"})
    (tmp_path / RULES).write_text("status: approved\n", encoding="utf-8")
    assert publish.intact(tmp_path, publish.load_manifest(tmp_path))

    same = _publish(tmp_path, {RULES: "status: draft\n", TEXT: "原文"})
    assert same.kept == (RULES,)
    assert _tree(tmp_path) == {RULES: "status: approved\n", TEXT: "原文"}

    changed = _publish(tmp_path, {RULES: "status: draft\nyear: 2026\n", TEXT: "新的原文"})
    assert changed.kept == (RULES,)
    assert _tree(tmp_path) == {
        RULES: "status: approved\n",
        TEXT: "原文",
        "rules/370100/2026/ruleset.new.yaml": "status: draft\nyear: 2026\n",
        "rules/370100/2026/ruleset.new.d1.txt": "新的原文",
    }


def test_an_edited_rule_file_outlives_its_input(tmp_path: Path) -> None:
    _publish(tmp_path, {RULES: "status: draft\n", "index.html": ""})
    (tmp_path / RULES).write_text("status: approved\n", encoding="utf-8")
    _publish(tmp_path, {"index.html": ""})
    assert (tmp_path / RULES).read_text(encoding="utf-8") == "status: approved\n"


def test_a_run_broken_off_while_writing_leaves_the_old_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(tmp_path, {"index.html": "旧", "records/a.json": "旧"})
    synced: list[int] = []

    def fail_on_the_second(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError("磁盘已满")

    monkeypatch.setattr(os, "fsync", fail_on_the_second)
    with pytest.raises(OSError, match="磁盘已满"):
        _publish(tmp_path, {"index.html": "新", "records/a.json": "新"})
    assert _tree(tmp_path) == {"index.html": "旧", "records/a.json": "旧"}
    assert publish.intact(tmp_path, publish.load_manifest(tmp_path))
    assert not list((tmp_path / publish.CACHE).glob(f"{publish.STAGING}*"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"request": 1}', b"\xff\xfe"])
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / publish.CACHE).mkdir()
    (tmp_path / publish.MANIFEST).write_bytes(content)
    assert publish.load_manifest(tmp_path) == Manifest()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "rules/../../x", "a\\..\\x"])
def test_no_output_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leaves the folder"):
        _publish(tmp_path / "out", {name: "x"})
