"""Poison, duplicates, faults of the machine, restored ledgers: each has its own ending and none is mixed up."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from ingest.errors import UsageError
from jxjy import workers
from jxjy.intake.inbox import inbox_at
from jxjy.intake.ledger import Ledger, sqlite_url
from jxjy.intake.locks import only_one
from jxjy.intake.machine import MachineFaultError, check_clock
from jxjy.intake.masking import masked
from jxjy.intake.tables import LedgerTooNewError
from tests import intake_case
from tests.intake_case import Case


@pytest.fixture(scope="module")
def pool() -> Iterator[workers.Pool]:
    with intake_case.pool() as made:
        yield made


@pytest.fixture
def case(tmp_path: Path, pool: workers.Pool) -> Case:
    return Case(tmp_path / "收件", pool)


def words(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


# ---------------------------------------------------------------- identity


def test_the_same_content_again_is_answered_with_its_first_arrival(case: Case) -> None:
    case.drop("甲局/备案表.docx", b"same")
    case.finish()
    case.drop("备案表（再交）.docx", b"same")
    case.finish()
    first, second = case.rows()
    assert (first.state, second.state, second.duplicate_of) == ("answered", "duplicate", first.id)
    note = words(case.inbox.folder("重复件") / "备案表（再交）-重复件说明.docx")
    assert "甲局/备案表.docx" in note
    assert "已受理/甲局_备案表.docx" in note
    assert case.problems() == []


def test_two_copies_dropped_together_make_one_filing(case: Case) -> None:
    for name in ("一.txt", "二.txt", "三.txt"):
        case.drop(name, b"same")
    case.finish()
    assert sorted(row.state for row in case.rows()) == ["answered", "duplicate", "duplicate"]
    assert len(case.answers()["已受理"]) == 2


def test_a_content_is_known_whatever_its_extension_says(case: Case) -> None:
    case.drop("表.docx", b"same")
    case.drop("表.wps", b"same")
    case.finish()
    assert sorted(row.state for row in case.rows()) == ["answered", "duplicate"]


# ---------------------------------------------------------------- poison


@pytest.mark.parametrize(
    ("content", "code"), [(b"HANG", "ING_TIMEOUT"), (b"CRASH", "ING_CRASH"), (b"BURST", "ING_MEMORY")]
)
def test_poison_is_put_aside_and_given_back_with_its_reason(case: Case, content: bytes, code: str) -> None:
    case.drop("坏.docx", content)
    case.drop("好.docx", b"fine")
    case.finish()
    states = {row.name: (row.state, row.code, row.attempts) for row in case.rows()}
    assert states == {"坏.docx": ("quarantined", code, 2), "好.docx": ("answered", "", 1)}
    assert case.answers()["需更正"] == ["坏-未能处理说明.docx", "坏.docx"]
    assert code in words(case.inbox.folder("需更正") / "坏-未能处理说明.docx")
    assert len(list(case.inbox.quarantine.iterdir())) == 2
    assert case.problems() == []


def test_a_second_copy_of_poison_is_not_tried_again(case: Case) -> None:
    case.drop("坏.docx", b"CRASH")
    case.finish()
    case.drop("坏2.docx", b"CRASH")
    case.finish()
    assert [row.attempts for row in case.rows()] == [2, 0]
    assert "未能处理" in words(case.inbox.folder("重复件") / "坏2-重复件说明.docx")


def test_a_file_that_took_the_program_down_with_it_is_put_aside(case: Case) -> None:
    case.drop("坏.docx", b"fine in fact")
    case.look()
    case.look(2)
    [row] = case.rows()
    case.ledger.begin_work(row.id, "k")  # a second attempt that was never ended
    while not case.watcher.idle:
        case.look(0.01)
    case.ledger.begin_work(row.id, "k")
    case.restart()
    case.finish()
    assert [r.state for r in case.rows()] == ["quarantined"]


def test_what_was_being_worked_on_is_finished_by_the_next_run(case: Case) -> None:
    case.drop("件.txt", b"text")
    case.look()
    case.look(2)  # taken and given to a child, not yet answered
    case.restart()
    case.finish()
    assert [row.state for row in case.rows()] == ["answered"]
    assert case.answers() == {"已受理": ["件-报告.html", "件.txt"]}
    assert case.problems() == []


def test_a_taken_file_that_was_never_written_down_is(case: Case) -> None:
    home = case.inbox.claimed / "0123456789ab00000000"
    home.mkdir()
    (home / "件.txt").write_bytes(b"text")
    (home / ".origin").write_text("某局/件.txt", encoding="utf-8")
    (case.inbox.claimed / "empty").mkdir()
    case.restart()
    case.finish()
    assert [(row.name, row.state) for row in case.rows()] == [("某局/件.txt", "answered")]
    assert list(case.inbox.claimed.iterdir()) == []


# ---------------------------------------------------------------- the machine's fault


def test_an_output_folder_that_refuses_stops_the_round_and_no_file_is_blamed(case: Case) -> None:
    answers = case.inbox.folder("已受理")
    answers.rmdir()
    answers.write_bytes(b"")  # a file where the folder should be: nothing can be written below it
    case.drop("件.txt")
    case.look()
    with pytest.raises(MachineFaultError) as failed:
        case.finish()
    assert "自动继续" in failed.value.message
    answers.unlink()
    answers.mkdir()
    case.finish()
    assert [(row.state, row.attempts) for row in case.rows()] == [("answered", 1)]
    assert case.answers() == {"已受理": ["件-报告.html", "件.txt"]}


def test_an_inbox_that_goes_away_and_comes_back(case: Case) -> None:
    away = case.inbox.drop.with_name("别处")
    case.drop("件.txt")
    case.look()
    case.inbox.drop.rename(away)
    with pytest.raises(MachineFaultError) as failed:
        case.look(2)
    assert failed.value.code == "MACHINE_FOLDER_AWAY"
    away.rename(case.inbox.drop)
    case.finish()
    assert [row.state for row in case.rows()] == ["answered"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no rights to mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path, pool: workers.Pool) -> None:
    case = Case(tmp_path / "收件", pool)
    shutil.rmtree(case.inbox.store)
    case.inbox.store.symlink_to(small_disk)
    case.drop("大.bin", b"x" * 700_000)
    case.look()
    with pytest.raises(MachineFaultError) as failed:
        case.look(2)
    assert failed.value.code == "MACHINE_DISK_FULL"
    assert [p for p in small_disk.rglob("*") if p.is_file()] == []
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    case.finish()
    assert [(row.name, row.state) for row in case.rows()] == [("大.bin", "answered")]


@pytest.mark.parametrize(
    ("today", "newest", "fine"),
    [
        (dt.datetime(1980, 1, 1, tzinfo=dt.UTC), None, False),
        (dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "2026-05-01T10:00:00+00:00", True),
        (dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "2026-05-20T10:00:00+00:00", False),
        (dt.datetime(2026, 5, 21, tzinfo=dt.UTC), "2026-05-20T10:00:00+00:00", True),
    ],
)
def test_a_clock_that_is_plainly_wrong_is_not_used(today: dt.datetime, newest: str | None, fine: bool) -> None:
    if fine:
        check_clock(today, newest)
        return
    with pytest.raises(MachineFaultError) as failed:
        check_clock(today, newest)
    assert failed.value.code == "MACHINE_CLOCK"


# ---------------------------------------------------------------- ledger and store


def test_yesterdays_ledger_is_brought_up_to_date(case: Case) -> None:
    case.drop("昨天.txt", b"1")
    case.finish()
    case.ledger.close()
    backup = case.inbox.ledger.with_suffix(".backup")
    shutil.copy(case.inbox.ledger, backup)
    case.restart()
    case.drop("今天.txt", b"2")
    case.drop("坏.txt", b"CRASH")
    case.finish()
    before = case.answers()
    case.ledger.close()
    shutil.copy(backup, case.inbox.ledger)
    for extra in case.inbox.var.glob("ledger.sqlite3-*"):
        extra.unlink()
    case.restart()
    case.finish()
    assert {row.name: row.state for row in case.rows()} == {
        "昨天.txt": "answered",
        "今天.txt": "answered",
        "坏.txt": "quarantined",
    }
    assert case.answers() == before
    case.drop("今天又来.txt", b"2")
    case.finish()
    assert case.rows()[-1].state == "duplicate"


def test_flipped_bytes_lost_contents_and_changed_answers_are_found(case: Case) -> None:
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        case.drop(name, name.encode())
    case.finish()
    rows = {row.name: row for row in case.rows()}
    flipped = case.watcher.store.path(rows["甲.txt"].sha256)
    flipped.write_bytes(b"\xff" + flipped.read_bytes()[1:])
    case.watcher.store.path(rows["乙.txt"].sha256).unlink()
    (case.inbox.folder("已受理") / "丙.txt").write_bytes(b"changed")
    found = "\n".join(case.problems())
    assert "原件已损坏" in found
    assert "原件缺失" in found
    assert "答复文件已被改动" in found
    assert len(case.problems()) == 3


def test_an_orphan_in_the_store_is_found_and_written_down(case: Case) -> None:
    orphan = case.inbox.work / "件"
    orphan.write_bytes(b"text")
    case.watcher.store.add(orphan)
    orphan.unlink()
    assert "台账缺这件原件的记录" in case.problems()[0]
    case.restart()
    case.finish()
    assert case.problems() == []


def test_events_cannot_be_changed(case: Case) -> None:
    case.drop("件.txt")
    case.finish()
    with sqlite3.connect(case.inbox.ledger) as connection:
        for change in ("DELETE FROM events", "UPDATE events SET kind = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)


def test_a_ledger_of_a_later_version_is_refused(case: Case) -> None:
    case.ledger.close()
    with sqlite3.connect(case.inbox.ledger) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(LedgerTooNewError, match="请先升级程序"):
        Ledger(sqlite_url(case.inbox.ledger))


def test_retry_works_on_the_kept_content_and_replaces_the_answer(case: Case) -> None:
    case.drop("件.txt", b"text")
    case.finish()
    before = case.answers()
    (case.inbox.folder("已受理") / "件-报告.html").unlink()
    case.ledger.reopen(case.rows()[0].id, "retry")
    case.restart()
    case.finish()
    assert case.answers() == before
    assert [event.kind for event in case.ledger.events()][-3:] == ["reopened", "working", "answered"]


def test_a_second_watcher_is_refused(tmp_path: Path) -> None:
    inbox = inbox_at(tmp_path)
    inbox.prepare()
    with only_one(inbox.lock), pytest.raises(UsageError, match="另一个 jxjy watch"), only_one(inbox.lock):
        pass


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("张某371502199001011234登记表.docx", "张某3715**********1234登记表.docx"),
        ("37150219900101123X", "3715**********123X"),
        ("联系13800001234", "联系138****1234"),
        ("统一社会信用代码91370000MA3ABCDE0X", "统一社会信用代码91370000MA3ABCDE0X"),
        ("2026年第123456号", "2026年第123456号"),
        ("0635-8288071", "0635-8288071"),
    ],
)
def test_numbers_of_persons_are_masked(line: str, shown: str) -> None:
    assert masked(line) == shown
