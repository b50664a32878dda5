"""Forms and notices dropped into the folder, with the real pipeline in the children."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import corpus
from forms import comments
from jxjy import workers
from jxjy.cli import cli
from jxjy.intake.ledger import Decision, now
from tests.intake_case import Case

FILES = Path(corpus.__file__).parent / "forms" / "files"
NOTICES = Path(corpus.__file__).parent / "notices"
SOUND, WRONG = FILES / "pl01-plain.docx", FILES / "pf07-missing.docx"


@pytest.fixture(scope="module")
def pool() -> Iterator[workers.Pool]:
    made = workers.Pool("jxjy.intake.work:work", 2, workers.Limits(seconds=120.0))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def case(tmp_path: Path, pool: workers.Pool) -> Case:
    return Case(tmp_path / "收件", pool)


def put(case: Case, source: Path, name: str) -> None:
    shutil.copy(source, case.inbox.drop / name)
    case.finish()


def test_a_sound_form_is_registered_and_a_wrong_one_comes_back_with_comments(case: Case) -> None:
    put(case, SOUND, "平台备案.docx")
    put(case, WRONG, "培训备案.docx")
    assert case.answers() == {
        "已受理": ["平台备案-受理回执.docx", "平台备案.docx"],
        "需更正": ["培训备案-退回通知.docx", "培训备案.docx"],
    }
    returned = (case.inbox.folder("需更正") / "培训备案.docx").read_bytes()
    assert [c for c in comments.comments_in(returned) if c.ours]
    stored = json.loads((case.inbox.register / "台账.json").read_text(encoding="utf-8"))
    assert len(stored["entries"]) == 2
    book = openpyxl.load_workbook(case.inbox.register / "台账.xlsx")
    assert len(book.sheetnames) == 2
    assert case.problems() == []


def test_a_corrected_form_is_the_next_version_of_its_filing(case: Case) -> None:
    put(case, WRONG, "培训备案.docx")
    first = case.rows()[0]
    returned = case.inbox.folder("需更正") / "培训备案.docx"
    again = case.inbox.drop / "培训备案（改）.docx"
    again.write_bytes(returned.read_bytes())  # sent back as it came: another file, the same filing
    case.finish()
    assert case.rows()[1].supersedes == first.id
    stored = json.loads((case.inbox.register / "台账.json").read_text(encoding="utf-8"))
    assert [len(entry["submissions"]) for entry in stored["entries"]] == [2]


def test_a_persons_decision_outlives_reprocessing(case: Case) -> None:
    put(case, WRONG, "培训备案.docx")
    row = case.rows()[0]
    assert row.status == "returned"
    case.ledger.decide(Decision(row.sha256, 1, "accepted", "补交材料已核", "王某", now()))
    for _ in range(2):
        case.ledger.reopen(row.id, "retry")
        case.restart()
        case.finish()
        assert case.rows()[0].status == "accepted"
        assert case.answers() == {"已受理": ["培训备案-受理回执.docx", "培训备案.docx"]}


def test_a_notice_gets_a_report_and_its_rules_lie_ready_for_forms(case: Case) -> None:
    put(case, NOTICES / "yantai-2024.html", "烟台通知.html")
    assert case.answers() == {"已受理": ["烟台通知-报告.html", "烟台通知.html"]}
    page = (case.inbox.folder("已受理") / "烟台通知-报告.html").read_text(encoding="utf-8")
    assert "烟台市" in page
    assert "返回总览" not in page
    assert (case.inbox.rules / "370600" / "2024" / "ruleset.yaml").exists()


def test_what_cannot_be_read_comes_back_with_the_reason(case: Case) -> None:
    case.drop("压缩包.rar", b"Rar!\x1a\x07\x00")
    case.finish()
    assert case.answers() == {"需更正": ["压缩包-退回说明.docx", "压缩包.rar"]}
    assert case.rows()[0].code == "ING_UNSUPPORTED"


def watch(inbox: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["watch", str(inbox), "--once", *more])


def test_once_and_once_again(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    (inbox / "待处理").mkdir(parents=True)
    shutil.copy(SOUND, inbox / "待处理")
    assert "答复 1 件：已受理 1" in watch(inbox).output
    assert watch(inbox).output == "没有新文件\n"
    listed = CliRunner().invoke(cli, ["ledger", "list", "--inbox", str(inbox)]).output
    assert "pl01-plain.docx" in listed
    number = listed.split()[0]
    shown = CliRunner().invoke(cli, ["ledger", "show", number, "--inbox", str(inbox)]).output
    assert "答复    已受理/pl01-plain.docx" in shown
    assert "全部一致" in CliRunner().invoke(cli, ["ledger", "verify", "--inbox", str(inbox)]).output
    wrong = CliRunner().invoke(cli, ["ledger", "show", "ffff", "--inbox", str(inbox)], standalone_mode=False)
    assert "台账中没有编号" in str(wrong.exception)
