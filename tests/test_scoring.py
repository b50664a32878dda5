"""Scoring: a perfect record scores 1, each slip lowers its own kind and no other, silence is told from warning."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.scoring import Gold, GoldFolder, Score, as_json, score, score_folder, table
from corpus.scoring.folder import VARIANT
from corpus.scoring.items import KINDS
from ingest.errors import UsageError
from ingest.recognition import find_recogniser
from normalize.record import (
    Attachment,
    BlankForm,
    Citation,
    Contact,
    ConversionRule,
    DateFact,
    Evidence,
    FilingRequirement,
    Finding,
    FormField,
    NoticeRecord,
    Platform,
    Quota,
    Relative,
    SourceRecord,
    TrainingItem,
)
from tests.texts import SHARED

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"


def at(quote: str, start: int = 0) -> Evidence:
    return Evidence(quote=quote, span=(start, start + len(quote)))


def sample() -> NoticeRecord:
    """A record with one or two facts of every kind."""
    quota = Quota(subject="total", kind="requirement", comparator=">=", amount=Decimal(90), evidence=at("不少于90学时"))
    cap = Quota(subject="other", kind="cap", comparator="<=", amount=Decimal(8), period="day", evidence=at("每天8学时"))
    lead = Relative(amount=5, unit="working_day", anchor="开班", direction="before")
    return NoticeRecord(
        source=SourceRecord(file="x-2025.txt", sha256="", media_type="text/plain", reader="txt"),
        issuer="某市人力资源和社会保障局",
        year=2025,
        doc_number="某人社字〔2025〕8号",
        title="关于做好继续教育工作的通知",
        issue_date=dt.date(2025, 3, 1),
        quotas=(quota, cap),
        dates=(
            DateFact(kind="study_window", end=dt.date(2025, 12, 31), evidence=at("截至2025年12月31日")),
            DateFact(kind="filing_deadline", relative=lead, evidence=at("开班前5个工作日")),
        ),
        contacts=(
            Contact(
                office="专技科",
                phones=("5550108",),
                e164=("+865345550108",),
                emails=("a@b.example.cn",),
                evidence=at("专技科"),
            ),
        ),
        platforms=(Platform(name="继教网", url="https://x.example.cn/", role="learning", evidence=at("继教网")),),
        citations=(Citation(title="某规定", number="第25号", evidence=at("《某规定》")),),
        attachments=(Attachment(no=1, title="备案表", evidence=at("1.备案表")),),
        training_items=(
            TrainingItem(category="public", requirement="required", title="网络安全", evidence=at("网络安全")),
        ),
        conversion_rules=(
            ConversionRule(activity="论文", amount=Decimal(10), annual_cap=Decimal(30), evidence=at("每篇10学时")),
        ),
        reciprocity=("济南", "德州"),
        filing_requirements=(FilingRequirement(what="备案", evidence=at("填写备案表报市局")),),
        forms=(
            BlankForm(
                attachment_no=1,
                title="备案表",
                layout="table",
                fields=(FormField(label="单位"), FormField(label="课程", repeating=True)),
                evidence=at("备案表"),
            ),
        ),
    )


def gold_of(record: NoticeRecord) -> Gold:
    empty = NoticeRecord(source=record.source)
    return Gold("x-2025", "x-2025.txt", (record.title or "",), record, empty)


Change = Callable[[NoticeRecord], NoticeRecord]


def _quota(number: int, **update: object) -> Change:
    def change(r: NoticeRecord) -> NoticeRecord:
        quotas = list(r.quotas)
        quotas[number] = quotas[number].model_copy(update=update)
        return r.model_copy(update={"quotas": tuple(quotas)})

    return change


def _first(name: str, /, **update: object) -> Change:
    """The record with its first fact of a list changed."""

    def change(r: NoticeRecord) -> NoticeRecord:
        facts = list(dict(r)[name])
        facts[0] = facts[0].model_copy(update=update)
        return r.model_copy(update={name: tuple(facts)})

    return change


def _scalar(**update: object) -> Change:
    return lambda r: r.model_copy(update=update)


SLIPS: list[tuple[str, Change]] = [
    ("header", _scalar(year=2024)),
    ("header", _scalar(doc_number="某人社字〔2024〕8号")),
    ("header", _scalar(title="关于别的事的通知")),
    ("header", _scalar(issue_date=dt.date(2025, 3, 2))),
    ("requirements", _quota(0, amount=Decimal(80))),
    ("requirements", _quota(0, subject="public")),
    ("requirements", _quota(0, comparator="=")),
    ("caps_credits", _quota(1, amount=Decimal(6))),
    ("caps_credits", _quota(1, period="year")),
    ("caps_credits", _quota(1, evidence=at("全年论文上限"))),
    ("dates", _first("dates", end=dt.date(2025, 11, 30))),
    ("dates", _first("dates", kind="other")),
    ("phones", _first("contacts", e164=("+865345550109",))),
    ("emails", _first("contacts", emails=("c@b.example.cn",))),
    ("platforms", _first("platforms", url="https://y.example.cn/")),
    ("citations", _first("citations", number="第26号")),
    ("attachments", _first("attachments", title="申报表")),
    ("training_items", _first("training_items", requirement="elective")),
    ("conversion_rules", _first("conversion_rules", annual_cap=None)),
    ("conversion_rules", _first("conversion_rules", subject="public")),
    ("reciprocity", _scalar(reciprocity=("济南", "聊城"))),
    ("filing_requirements", _first("filing_requirements", evidence=at("另一处文字的内容"))),
    ("forms", _first("forms", title="申报表")),
    ("form_fields", _first("forms", fields=(FormField(label="单位"), FormField(label="课程")))),
]


def imperfect(result: Score) -> set[str]:
    return {kind for kind, tally in result.facts.items() if tally.missed or tally.extra}


def test_a_perfect_record_scores_one_in_every_kind() -> None:
    result = score(sample(), gold_of(sample()))
    assert {kind: result.facts[kind].f1 for kind in KINDS} == dict.fromkeys(KINDS, 1.0)
    assert result.silent_errors == ()


@pytest.mark.parametrize(("kind", "change"), SLIPS)
def test_a_slip_lowers_its_own_kind_and_no_other(kind: str, change: Change) -> None:
    result = score(change(sample()), gold_of(sample()))
    assert imperfect(result) == {kind}
    assert len(result.facts[kind].missed) == len(result.facts[kind].extra) == 1
    assert len(result.silent_errors) == 1


@pytest.mark.parametrize("name", ["quotas", "dates", "contacts", "platforms", "citations", "training_items", "forms"])
def test_what_is_left_out_is_missed_and_no_silent_error(name: str) -> None:
    result = score(sample().model_copy(update={name: ()}), gold_of(sample()))
    assert imperfect(result)
    assert all(not tally.extra for tally in result.facts.values())
    assert result.silent_errors == ()


def test_an_empty_record_has_no_precision_and_no_recall_where_nothing_is_labelled() -> None:
    empty = NoticeRecord(source=sample().source)
    assert score(empty, gold_of(sample())).total.precision is None
    assert score(empty, gold_of(sample())).total.recall == 0
    assert score(empty, gold_of(empty)).total.f1 is None


# ---------------------------------------------------------------- tolerance


@pytest.mark.parametrize(
    "change",
    [
        _scalar(title="关于 做好继续教育工作的通知"),
        _scalar(doc_number="某人社字〔2025〕 8 号"),
        _scalar(reciprocity=("德州市", "济南市")),
        _first("platforms", url="https://x.example.cn"),
        _first("platforms", name="继教网（APP）"),
        _quota(0, scope="全体", evidence=at("别处的同一要求")),
        _quota(1, evidence=at("脱产培训每天8学时为限")),
        _first("conversion_rules", activity="公开发表论文", per="篇"),
        _scalar(quotas=(*sample().quotas, sample().quotas[0])),
    ],
    ids=["title", "number", "cities", "slash", "brackets", "requirement elsewhere", "wider quote", "words", "repeat"],
)
def test_wording_and_repetition_are_no_slips(change: Change) -> None:
    assert imperfect(score(change(sample()), gold_of(sample()))) == set()


def test_an_accepted_title_counts() -> None:
    gold = Gold("x", "x.txt", ("甲通知", "乙通知"), sample().model_copy(update={"title": "甲通知"}), sample())
    assert not imperfect(score(sample().model_copy(update={"title": "乙通知"}), gold))


def test_an_optional_fact_counts_neither_way() -> None:
    record = sample()
    gold = Gold("x", "x.txt", (record.title or "",), record.model_copy(update={"dates": record.dates[:1]}), record)
    for dates in (record.dates, record.dates[:1]):
        result = score(record.model_copy(update={"dates": dates}), gold)
        assert (result.facts["dates"].matched, result.facts["dates"].f1) == (1, 1.0)


# ---------------------------------------------------------------- silent errors


def _wrong_quota(*, certain: bool) -> NoticeRecord:
    wrong = (
        sample()
        .quotas[0]
        .model_copy(update={"amount": Decimal(60), "certain": certain, "evidence": at("不少于90学时", 100)})
    )
    return sample().model_copy(update={"quotas": (wrong, sample().quotas[1])})


def _finding(code: str, *places: Evidence, severity: str = "warning") -> Finding:
    return Finding.model_validate({"code": code, "severity": severity, "message": "说明", "evidence": places})


def test_a_wrong_value_is_silent_unless_doubted_or_warned_of() -> None:
    gold = gold_of(sample())
    here, elsewhere = at("90", 103), at("不少于", 300)
    wrong = _wrong_quota(certain=True)
    assert len(score(wrong, gold).silent_errors) == 1
    assert len(score(_wrong_quota(certain=False), gold).silent_errors) == 0
    warned = wrong.model_copy(update={"findings": (_finding("TXT_OCR_DIGIT", here),)})
    assert len(score(warned, gold).silent_errors) == 0
    warned_elsewhere = wrong.model_copy(update={"findings": (_finding("TXT_OCR_DIGIT", elsewhere),)})
    assert len(score(warned_elsewhere, gold).silent_errors) == 1


def test_a_spurious_value_counts_as_silent_too() -> None:
    bare = sample().model_copy(update={"doc_number": None})
    assert [i.shown for i in score(sample(), gold_of(bare)).silent_errors] == ["发文字号：某人社字〔2025〕8号"]


# ---------------------------------------------------------------- folders


def test_the_json_of_a_record_scores_like_the_record() -> None:
    printed = json.loads(sample().model_dump_json(by_alias=True))
    assert imperfect(score(printed, gold_of(sample()))) == set()


@pytest.mark.parametrize(
    "folder", [GOLD, SHARED / "gold", SHARED / "gold" / "restored"], ids=["own", "shared", "scans"]
)
def test_labels_against_themselves_are_perfect(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("no labels beside the repository (../shared/gold)")
    for gold in GoldFolder.load(folder).notices:
        result = score(gold.record, gold)
        assert imperfect(result) == set(), gold.id
        assert result.total.matched > 10


def test_every_rendering_of_a_notice_is_scored_and_a_failure_is_no_end() -> None:
    golds = {g.id: g for g in GoldFolder.load(GOLD).notices}

    def read(path: Path) -> NoticeRecord:
        if path.suffix == ".pdf":
            raise ValueError("cannot read this")
        record = golds[path.stem.partition(VARIANT)[0]].record
        return record.model_copy(update={"source": record.source.model_copy(update={"file": path.name})})

    result = score_folder(GOLD, read)
    shelves = [{p.name for p in (GOLD.parent / name).iterdir()} for name in ("notices", "scans")]
    assert {f.file for f in result.files} | set(result.unread) == shelves[0] | shelves[1]
    assert set(result.unread) == (set() if find_recogniser() else shelves[1])
    assert {f.failure for f in result.files if f.format == "pdf"} == {"ValueError: cannot read this"}
    assert [result.by_format[name].total.f1 for name in ("docx", "html", "txt")] == [1.0, 1.0, 1.0]
    assert result.by_format["pdf"].total.recall == 0
    assert result.cross is None

    text = table(result)
    assert "未能读取：ValueError: cannot read this" in text


def test_without_recognition_scans_are_not_scored_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.scoring.folder.find_recogniser", lambda: None)
    result = score_folder(GOLD, lambda _path: NoticeRecord(source=sample().source), only=["suzhou-2025"])
    assert not any(VARIANT in f.file for f in result.files)
    assert "suzhou-2025--grey.pdf" in result.unread
    assert 'pip install "jxjy[ocr]"' in table(result)
    assert as_json(result)["unread"] == list(result.unread)


def test_of_held_out_notices_only_counts_are_told() -> None:
    result = score_folder(GOLD, lambda _path: NoticeRecord(source=sample().source))
    held = [f for f in result.files if f.gold_id in result.held_out]
    assert any(tally.missed for f in held for tally in f.score.facts.values())
    sections = {s.split("（")[0].removeprefix("■ "): s.splitlines() for s in table(result).split("\n\n")}
    for f in held:
        assert sections[f.file][1:] == ["  本件属保留样本，只列计数。"]
    for entry in json.loads(json.dumps(as_json(result)))["files"]:
        told = entry["facts"]["header"]["missed"]
        assert isinstance(told, int) is (entry["id"] in result.held_out)


def test_inputs_are_found_by_source_and_by_id_and_missing_ones_are_named(tmp_path: Path) -> None:
    for folder in ("gold", "inputs", "elsewhere"):
        (tmp_path / folder).mkdir()
    label = json.loads((GOLD / "yantai-2024.json").read_text(encoding="utf-8"))
    for name, source in (("a", "named.txt (page images)"), ("b", "nowhere.txt")):
        text = json.dumps({**label, "id": name, "source": source}, ensure_ascii=False)
        (tmp_path / "gold" / f"{name}.json").write_text(text, encoding="utf-8")
    (tmp_path / "elsewhere" / "named.txt").touch()
    (tmp_path / "inputs" / "a.pdf").touch()
    empty = NoticeRecord(source=sample().source)
    result = score_folder(tmp_path / "gold", lambda _path: empty, input_dirs=[tmp_path / "elsewhere"])
    assert [f.file for f in result.files] == ["named.txt", "a.pdf"]
    assert result.without_input == ("b",)
    assert "没有找到原文的标注：b" in table(result)
    only = score_folder(tmp_path / "gold", lambda _path: empty, only={"b"})
    assert only.files == ()


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有标注文件"):
        score_folder(tmp_path, lambda _path: sample())
