"""`jxjy run` on folders of invented notices: what is left behind, what a second run does, what bad files cost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

import icalendar
import openpyxl
import pytest

import rulesgen
from jxjy import batch, pipeline, publish
from jxjy.batch import Summary
from jxjy.console import ExitCode
from jxjy.outcome import NoticeOutcome
from jxjy.task import Task
from normalize.record import NoticeRecord

NOTICE = """{city}人力资源和社会保障局
关于开展{year}年度专业技术人员继续教育工作的通知

各区县人力资源和社会保障局，市直有关单位：
现就{year}年度继续教育有关事项通知如下。
一、学时要求
全市专业技术人员每年参加继续教育的时间累计不少于{total}学时，其中公需科目不少于30学时，专业科目不少于60学时。
二、学习时间
网上学习自{year}年4月1日开始，至{year}年11月30日结束。
三、报备要求
各单位的培训计划请于{year}年5月8日前报送市人力资源和社会保障局备案。
联系电话：{phone}

{city}人力资源和社会保障局
{year}年3月9日
"""


def notice(city: str = "烟台市", year: int = 2026, total: int = 90, phone: str = "0535-6601234") -> str:
    return NOTICE.format(city=city, year=year, total=total, phone=phone)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "通知"
    (folder / "二").mkdir(parents=True)
    (folder / "烟台.txt").write_text(notice(), encoding="utf-8")
    (folder / "二" / "威海.txt").write_text(notice("威海市", phone="0631-5201234"), encoding="gb18030")
    return folder


class Lines:
    """Collects what a run tells."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begin(self, total: int, reused: int) -> None:
        self.told.append(f"{total}/{reused}")

    def advance(self, name: str, outcome: str) -> None:  # noqa: ARG002 (the protocol's signature)
        self.told.append(name)

    def fail(self, name: str, reason: str) -> None:  # noqa: ARG002 (the protocol's signature)
        self.told.append(f"✗{name}")

    def end(self) -> None:
        pass


def run(paths: Path | Iterable[Path], out: Path, workers: int = 2) -> Summary:
    return batch.run([paths] if isinstance(paths, Path) else paths, out, workers, Lines())


def digests(out: Path) -> dict[str, str]:
    """Every output, the machine's own folder apart."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and publish.CACHE not in path.parts
    }


# ---------------------------------------------------------------- what is left behind


def test_a_batch_leaves_records_rules_findings_calendar_and_report(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run(inputs, out)
    assert (summary.counts.notices, summary.counts.unread, summary.processed) == (2, 0, 2)
    assert set(digests(out)) == {
        "index.html", "findings.json", "findings.xlsx", "deadlines.ics", "unread.json",
        "records/烟台.json", "records/威海.json", "notices/烟台.html", "notices/威海.html",
        "rules/370600/2026/ruleset.yaml", "rules/370600/2026/ruleset.d1.txt",
        "rules/371000/2026/ruleset.yaml", "rules/371000/2026/ruleset.d1.txt",
    }  # fmt: skip


def test_each_output_can_be_read_back(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    record = NoticeRecord.model_validate_json((out / "records" / "威海.json").read_bytes())
    assert record.source.file == "二/威海.txt"
    assert {quota.subject: quota.amount for quota in record.quotas} == {"total": 90, "public": 30, "professional": 60}
    ruleset = rulesgen.load(out / "rules" / "370600" / "2026" / "ruleset.yaml")
    assert ruleset.jurisdiction.name == "烟台市"
    assert json.loads((out / "unread.json").read_bytes()) == {"schema": "jxjy-unread/1", "files": []}
    listed = json.loads((out / "findings.json").read_bytes())
    assert [n["file"] for n in listed["notices"]] == ["烟台.txt", "二/威海.txt"]
    assert sum(listed["counts"].values()) == sum(len(n["findings"]) for n in listed["notices"])
    assert openpyxl.load_workbook(out / "findings.xlsx").sheetnames[0] == "发现"
    days = {e.decoded("DTSTART").isoformat() for e in _events(out)}
    assert {"2026-04-01", "2026-11-30", "2026-05-08"} <= days
    assert "累计不少于90学时" in (out / "notices" / "烟台.html").read_text(encoding="utf-8")


def _events(out: Path) -> list[icalendar.cal.Component]:
    return icalendar.Calendar.from_ical((out / "deadlines.ics").read_bytes()).walk("VEVENT")


def test_same_input_same_bytes_however_many_workers(inputs: Path, tmp_path: Path) -> None:
    for number in range(6):
        (inputs / f"{number}.txt").write_text(notice("潍坊市", 2020 + number), encoding="utf-8")
    run(inputs, tmp_path / "one", workers=1)
    run(inputs, tmp_path / "three", workers=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "three")


# ---------------------------------------------------------------- a second run


def test_an_unchanged_second_run_does_nothing_and_says_so(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(inputs, out)
    before = digests(out)
    second = run(inputs, out)
    assert (second.processed, second.reused, second.counts) == (0, 2, first.counts)
    assert digests(out) == before
    assert "2 个文件都没有变化，沿用上次结果" in list(batch.told(second, out))


def test_a_second_run_reads_only_what_changed(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    (inputs / "烟台.txt").write_text(notice(total=120), encoding="utf-8")
    (inputs / "新.txt").write_text(notice("日照市"), encoding="utf-8")
    second = run(inputs, out)
    assert (second.processed, second.reused) == (2, 1)
    fresh = tmp_path / "fresh"
    run(inputs, fresh)
    assert digests(out) == digests(fresh)


def test_a_removed_input_disappears_from_the_outputs(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    (inputs / "二" / "威海.txt").unlink()
    summary = run(inputs, out)
    assert "records/威海.json" in summary.removed
    assert not [name for name in digests(out) if "威海" in name or "371000" in name]
    assert "威海" not in (out / "index.html").read_text(encoding="utf-8")


def test_a_damaged_output_is_written_again_without_reading_the_notices(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    before = digests(out)
    (out / "index.html").write_text("", encoding="utf-8")
    assert run(inputs, out).processed == 0
    assert digests(out) == before


def test_a_damaged_cache_is_no_obstacle(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    before = digests(out)
    for path in (out / publish.CACHE).rglob("*.json"):
        path.write_bytes(b'{"kind": "notice"')
    assert run(inputs, out).processed == 2
    assert digests(out) == before


# ---------------------------------------------------------------- bad files, copies


def test_bad_files_cost_themselves_only(inputs: Path, tmp_path: Path) -> None:
    (inputs / "空.pdf").write_bytes(b"")
    (inputs / "坏.docx").write_bytes(b"PK\x03\x04" + os.urandom(200))
    (inputs / "随机.bin").write_bytes(bytes(range(256)) * 20)
    out = tmp_path / "out"
    summary = run(inputs, out)
    assert (summary.counts.notices, summary.counts.unread) == (2, 3)
    assert summary.counts.exit_code == ExitCode.UNREAD
    unread = {item["file"]: item for item in json.loads((out / "unread.json").read_bytes())["files"]}
    assert set(unread) == {"空.pdf", "坏.docx", "随机.bin"}
    assert all(item["code"].startswith("ING_") and item["reason"] for item in unread.values())
    index = (out / "index.html").read_text(encoding="utf-8")
    assert all(item["reason"] in index for item in unread.values())


def test_copies_are_counted_once(inputs: Path, tmp_path: Path) -> None:
    (inputs / "烟台 副本.txt").write_bytes((inputs / "烟台.txt").read_bytes())
    out = tmp_path / "out"
    run(inputs, out)
    copy = NoticeRecord.model_validate_json((out / "records" / "烟台.json").read_bytes())
    original = NoticeRecord.model_validate_json((out / "records" / "烟台 副本.json").read_bytes())
    assert "ING_DUPLICATE" in [f.code for f in copy.findings]
    assert "ING_DUPLICATE" not in [f.code for f in original.findings]
    assert len(list((out / "rules" / "370600").rglob("ruleset.yaml"))) == 1
    assert len(_events(out)) == 6


def test_the_notice_that_warms_the_workers_passes_every_stage() -> None:
    with as_file(files("jxjy").joinpath("data/warm.txt")) as sample:
        outcome = pipeline.process(Task(sample, sample.name))
    assert isinstance(outcome, NoticeOutcome)
    assert outcome.rules is not None


def test_two_notices_of_one_place_and_year_both_keep_their_rules(inputs: Path, tmp_path: Path) -> None:
    (inputs / "烟台补充.txt").write_text(notice(total=100), encoding="utf-8")
    out = tmp_path / "out"
    run(inputs, out)
    assert len(list((out / "rules").glob("370600/2026*/ruleset.yaml"))) == 2


def test_a_letter_that_is_no_notice_still_gets_its_record(tmp_path: Path) -> None:
    (tmp_path / "便条.txt").write_text("今天下午三点在二楼开会，请准时参加。", encoding="utf-8")
    out = tmp_path / "out"
    assert run(tmp_path / "便条.txt", out).counts.notices == 1
    assert "未生成规则文件" in (out / "index.html").read_text(encoding="utf-8") or not (out / "rules").exists()


# ---------------------------------------------------------------- as a process


def _jxjy(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jxjy.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_run_tells_plain_lines_and_its_exit_code(inputs: Path, tmp_path: Path) -> None:
    done = _jxjy("run", inputs, "-o", tmp_path / "out")
    assert done.returncode in (ExitCode.DONE, ExitCode.ERRORS_FOUND)
    assert "共 2 个文件，其中 0 个没有变化" in done.stderr
    assert "烟台市 2026年度" in done.stderr
    assert "本次处理 2 个文件" in done.stdout
    assert f"报告：{tmp_path / 'out' / 'index.html'}" in done.stdout


def test_show_prints_records_as_lines_and_failures_to_stderr(inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = _jxjy("show", "--json", inputs / "烟台.txt", tmp_path / "空.txt", inputs / "二" / "威海.txt")
    assert done.returncode == ExitCode.UNREAD
    records = [NoticeRecord.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [r.jurisdiction.name for r in records if r.jurisdiction is not None] == ["烟台市", "威海市"]
    assert "空.txt" in done.stderr
    assert "ING_EMPTY" in done.stderr


def test_show_lays_out_facts_with_their_sentences(inputs: Path) -> None:
    done = _jxjy("show", inputs / "烟台.txt")
    assert done.returncode in (ExitCode.DONE, ExitCode.ERRORS_FOUND)
    shown = "".join(done.stdout.split())
    for text in ("学时要求", "每年不少于90学时", "截至2026年5月8日", "发现"):
        assert text in shown


@pytest.mark.skipif(sys.platform == "win32", reason="信号在 Windows 上另有一套")
def test_an_interrupted_run_leaves_the_old_outputs(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs, out)
    before = digests(out)
    for number in range(300):
        (inputs / f"{number}.txt").write_text(notice("潍坊市", 2000 + number % 90, total=number), encoding="utf-8")
    command = [sys.executable, "-m", "jxjy.cli", "run", str(inputs), "-o", str(out), "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if line.startswith("[5/"):
                break
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == ExitCode.INTERRUPTED
    assert digests(out) == before
    time.sleep(0.1)
