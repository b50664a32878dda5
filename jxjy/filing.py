"""Forms that come in → accepted or returned: each file read and judged, entered in the register, answered.

Accepted files lie in 已受理 with a receipt; returned ones in 需更正, with comments, and a notice of return. A file with
several forms goes back as a whole when one of them must be corrected. Nothing is overwritten, the original least.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from forms import comments
from forms.numbers import number_in
from forms.policy import PolicyError
from forms.receipt import Letter, Slip, receipt
from forms.record import FilingRecord, Status
from forms.remarks import Remark, remarks_on
from forms.returning import Noted, commented
from forms.spec import FormSpec
from ingest.errors import UnreadableFileError
from jxjy import register_book
from jxjy.console import ExitCode
from jxjy.intake import durable
from jxjy.intake.inbox import ACCEPTED, REGISTER, RETURNED
from jxjy.intake.names import answer_name, numbered
from jxjy.judging import Judge
from jxjy.outcome import UnreadOutcome
from jxjy.pipeline import defect
from jxjy.register import JSON, XLSX, Book, Entered, Filed, Register, RegisterError, load, opened
from rulesgen.errors import RuleFileError

RECEIPT, NOTICE = "-受理回执", "-退回通知"
NAMES = ("project_name", "name")
"""Fields that say what a form is about."""

VERDICTS = {"accepted": "受理", "needs_review": "受理（待核）", "returned": "退回更正"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where forms are taken in: the output folder, who judges, the day of receipt, whom clerks may ask.

    `refers_to`: the number of the filing that a corrected file belongs to, where its comments do not say. `decided`:
    verdicts of a person by form_index, which take the place of the program's.
    """

    out: Path
    judge: Judge
    received: dt.date
    contact: str = ""
    refers_to: str | None = None
    decided: Mapping[int, Status] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the answer: its role, the folder that people see, the name it should have, its content."""

    role: Literal["form", "letter"]
    folder: Literal["已受理", "需更正"]
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was judged and entered: its forms with their entries, and the files of its answer."""

    file: Path
    forms: tuple[tuple[FilingRecord, Entered | None], ...]
    made: tuple[Made, ...]
    returned: bool

    @property
    def status(self) -> Status:
        """The verdict on the file as a whole: the worst of its forms."""
        if self.returned:
            return "returned"
        entered = [entry.status for _, entry in self.forms if entry is not None]
        return "needs_review" if "needs_review" in entered else "accepted"

    def told(self, written: Sequence[Path] = ()) -> Iterator[str]:
        """Lines for people."""
        return _told(self.file, self.forms, written)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: lines for the terminal, the exit code, the files written."""

    file: Path
    lines: tuple[str, ...]
    code: ExitCode
    written: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Trouble:
    """What went wrong beside the filing itself: the workbook could not be written."""

    told: list[str] = field(default_factory=list)

    def publish(self, folder: Path, book: Book) -> None:
        """Write the workbook; where it is open in Excel that is told, and the next run writes it."""
        try:
            register_book.write(folder, book)
        except OSError as error:
            path = folder / XLSX
            self.told.append(f"{path}：未能更新（{error.strerror or error}），登记已存入{JSON}，关闭后再运行即可")


@dataclass(frozen=True, slots=True)
class _File:
    """A file read: its bytes as they came, what was read of it, and the specs of its forms."""

    path: Path
    data: bytes
    records: tuple[FilingRecord, ...]
    specs: Mapping[str, FormSpec]
    titles: Mapping[str, str]

    @property
    def word(self) -> bool:
        """Whether comments can be written into it."""
        return all(record.source.reader == "docx" for record in self.records)

    @property
    def returned(self) -> bool:
        """Whether it goes back."""
        return any(record.status == "returned" for record in self.records)

    def remarks(self, record: FilingRecord) -> list[Remark]:
        """What is to be said on one of its forms."""
        return remarks_on(record, self.specs[record.form_kind], self.titles)


def file_all(paths: Sequence[Path], desk: Desk) -> Iterator[Answer]:
    """Take in files, one after another. Raises RegisterError, and RuleFileError and PolicyError of the rules folder."""
    for path in paths:
        try:
            known = _known(path, desk)
            if known is not None:
                yield known
                continue
            file = _read(path, desk)
        except (RegisterError, RuleFileError, PolicyError):
            raise  # no file's fault
        except UnreadableFileError as error:
            yield _unread(path, UnreadOutcome(file="", code=error.code, reason=error.reason, advice=error.advice))
        except Exception as error:  # a defect of ours must cost this file only, and must be told
            yield _unread(path, defect(path.name, error))
        else:
            yield _filed(file, desk)


def _known(path: Path, desk: Desk) -> Answer | None:
    """The answer for a file that was taken in before: it stays in, whatever day it is checked again."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    book = load(desk.out / REGISTER)
    found = [
        (book.kinds[entry.form_kind].zh, entry.number)
        for entry in book.entries
        if any(s.sha256 == digest and s.status != "returned" for s in entry.submissions)
    ]
    lines = tuple(f"{path}：{name} 此前已登记，编号{number}，未重复登记" for name, number in found)
    return Answer(path, lines, ExitCode.DONE) if found else None


def _unread(path: Path, why: UnreadOutcome) -> Answer:
    advice = f"。{why.advice}" if why.advice else ""
    detail = f"\n{why.detail}" if why.detail else ""
    return Answer(path, (f"{path}：{why.reason}{advice}（{why.code}）{detail}",), ExitCode.UNREAD)


def take_in(path: Path, desk: Desk, publish: Callable[[Path, Book], None]) -> TakenIn:
    """Judge a file and enter its forms in the register; the answer is made, not yet given.

    Doing it again changes nothing. `publish` writes the workbook of the register. Raises UnreadableFileError (also for
    a file that holds no form), RegisterError, and OSError of the register's folder.
    """
    return _taken(_read(path, desk), desk, publish)


def _taken(file: _File, desk: Desk, publish: Callable[[Path, Book], None]) -> TakenIn:
    with opened(desk.out / REGISTER, publish) as register:
        entered = tuple(_enter(file, desk, register))
        return TakenIn(file.path, entered, tuple(_made(file, entered, desk)), file.returned)


def _read(path: Path, desk: Desk) -> _File:
    """Read a file. Raises UnreadableFileError, also for one that holds no form."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("ING_UNSUPPORTED", f"文件无法打开（{error.strerror or error}）", "", path) from error
    records = desk.judge.records(path)
    if not records:
        raise UnreadableFileError("FRM_KIND_UNKNOWN", "不是填报表，或无法识别表种", "请使用通知所附的表样填写", path)
    records = tuple(r.model_copy(update={"status": desk.decided.get(r.form_index, r.status)}) for r in records)
    specs = {record.form_kind: desk.judge.spec(record.form_kind) for record in records}
    return _File(path, data, records, specs, desk.judge.titles())


def _filed(file: _File, desk: Desk) -> Answer:
    trouble = _Trouble()
    taken = _taken(file, desk, trouble.publish)
    written = tuple(place(desk.out / made.folder, made.name, made.content) for made in taken.made)
    lines = (*taken.told(written), *trouble.told)
    return Answer(file.path, lines, ExitCode.ERRORS_FOUND if taken.returned else ExitCode.DONE, written)


def _enter(file: _File, desk: Desk, register: Register) -> Iterator[tuple[FilingRecord, Entered | None]]:
    """Enter the forms of a file; None for a sound one in a file that goes back."""
    digest = hashlib.sha256(file.data).hexdigest()
    refers_to = desk.refers_to or _number_in_comments(file)
    for record in file.records:
        if file.returned and record.status != "returned":
            yield record, None
            continue
        said = tuple(map(_sentence, file.remarks(record)))
        spec = file.specs[record.form_kind]
        filed = Filed(record, spec, digest, file.path.name, desk.received, said, refers_to)
        yield record, register.enter(filed)


def _sentence(remark: Remark) -> str:
    """Where and what, without naming the place twice."""
    return remark.said if remark.said.startswith("“") else f"{remark.where}：{remark.said}"


def _number_in_comments(file: _File) -> str | None:
    if not file.word:
        return None
    ours = (number_in(comment.text) for comment in comments.comments_in(file.data) if comment.ours)
    return next((number for number in ours if number is not None), None)


# ---------------------------------------------------------------- answers


def _made(file: _File, entered: Sequence[tuple[FilingRecord, Entered | None]], desk: Desk) -> Iterator[Made]:
    """The answer: the file (with comments, or without ours), and the receipt."""
    known = [entry for _, entry in entered if entry is not None]
    on = known[0].submission.received
    slips = [_slip(file, record, entry) for record, entry in entered]
    letter = Letter(file.path.name, on, max(e.round for e in known), slips, desk.contact, commented=file.word)
    folder: Literal["已受理", "需更正"] = RETURNED if file.returned else ACCEPTED
    if not file.returned:
        content = comments.strip(file.data) if file.word else file.data
        yield Made("form", folder, answer_name(file.path.name), content)
    elif file.word:
        noted = [Noted(slip.remarks, slip.number) for slip in slips]
        yield Made("form", folder, answer_name(file.path.name), commented(file.data, noted, on))
    remark = NOTICE if file.returned else RECEIPT
    yield Made("letter", folder, answer_name(file.path.name, remark, ".docx"), receipt(letter))


def _slip(file: _File, record: FilingRecord, entered: Entered | None) -> Slip:
    unit = record.fields.get("unit")
    project = next((str(record.fields[key]) for key in NAMES if record.fields.get(key)), "")
    return Slip(
        form=record.title or record.form_kind_zh,
        unit=str(unit) if unit is not None else "",
        project=project,
        number=entered.number if entered is not None else "",
        returned=entered is not None and entered.status == "returned",
        remarks=file.remarks(record),
    )


def place(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into a folder under its name or, where that is taken by another content, under a numbered one."""
    folder.mkdir(parents=True, exist_ok=True)
    for candidate in numbered(name):
        path = folder / candidate
        if not path.exists():
            durable.write(path, content)
            return path
        if path.is_file() and path.read_bytes() == content:
            return path
    raise AssertionError("numbers do not end")


def _told(path: Path, entered: Sequence[tuple[FilingRecord, Entered | None]], written: Sequence[Path]) -> Iterator[str]:
    for record, entry in entered:
        if entry is None:
            yield f"{path}：{record.form_kind_zh}未发现须更正的问题，同一文件中另有表格退回，暂不登记"
            continue
        before = "，与上次相同，未重复登记" if entry.known else ""
        yield f"{path}：{record.form_kind_zh} {VERDICTS[entry.status]}，编号{entry.number}{before}"
        yield from (f"  · {remark}" for remark in entry.submission.remarks)
    yield from (f"  → {path}" for path in written)
