"""Results → files in the folders that people see, and the ledger's last word on an arrival.

Names are reserved in the ledger before anything is written and files appear by rename: an answer that was interrupted
is written over by the next attempt, never beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from jxjy import fingerprint, workers
from jxjy.intake import durable
from jxjy.intake.inbox import ACCEPTED, DUPLICATES, RETURNED, Inbox
from jxjy.intake.job import Folder, JobResult, Produced
from jxjy.intake.ledger import Answer, Arrival, Ledger, State
from jxjy.intake.names import answer_name
from jxjy.intake.note import note
from jxjy.intake.rules_folder import place_rules
from jxjy.intake.store import Store, digest_of

_STATES: Final[dict[str, State]] = {"duplicate": "duplicate", "failed": "quarantined"}
_ENDINGS = {
    "crash": ("ING_CRASH", "处理时程序意外终止"),
    "timeout": ("ING_TIMEOUT", "处理超过时限，已停止"),
    "memory": ("ING_MEMORY", "处理所需内存超过上限，已停止"),
}
_STATUS_ZH = {
    "accepted": "已受理",
    "needs_review": "已收件，待复核",
    "returned": "退回更正",
    "read": "已受理（通知）",
    "unread": "未能读取，已退回",
    "failed": "未能处理，已转管理人员",
}


def work_key(sha256: str, program: str, rules: Path | None) -> str:
    """What a result depends on: the content, the program, the rule files in force."""
    files = sorted(rules.rglob("*.yaml")) if rules is not None and rules.is_dir() else []
    return fingerprint.of_text(sha256, program, *(f"{path}{digest_of(path)}" for path in files))


def answer(inbox: Inbox, ledger: Ledger, store: Store, arrival: Arrival, result: JobResult) -> Arrival:
    """Give people the files of a result and close the arrival. Raises OSError; it can then be called again."""
    before = ledger.answers(arrival.id)
    planned = [(made.role, made.folder, made.name) for made in result.produced]
    reserved = {row.role: row for row in ledger.plan_answers(arrival.id, planned)}
    digests: dict[str, str] = {}
    for made in result.produced:
        digests[made.role] = _deliver(inbox, ledger, reserved[made.role], made.file)
    if result.rules is not None:
        place_rules(inbox.rules, result.rules)
    for number, record in enumerate(result.records):
        durable.write(inbox.records / f"{arrival.sha256}{f'-{number + 1}' if number else ''}.json", record.read_bytes())
    settled = ledger.settle(
        arrival.id,
        _STATES.get(result.kind, "answered"),
        digests,
        kind=result.kind,
        status=result.status,
        code=result.code,
        reason=result.reason,
        supersedes=ledger.first_arrival(result.earlier) if result.earlier is not None else None,
    )
    _withdraw(inbox, before, ledger.answers(arrival.id))
    if arrival.duplicate_of is None:
        answered = [f"{row.folder}/{row.name}" for row in ledger.answers(arrival.id)]
        facts = store.facts(arrival.sha256)
        outcome = {"kind": result.kind, "status": result.status, "code": result.code, "reason": result.reason}
        store.note(arrival.sha256, {**facts, "answers": answered, "outcome": outcome})
    return settled


def _deliver(inbox: Inbox, ledger: Ledger, reserved: Answer, file: Path) -> str:
    """Put a file where its answer is expected; never over a file that is not this answer."""
    content = file.read_bytes()
    sha256 = digest_of(file)
    target = inbox.folder(reserved.folder) / reserved.name
    while target.exists() and digest_of(target) not in (sha256, reserved.sha256):
        reserved = ledger.rename_answer(reserved)
        target = inbox.folder(reserved.folder) / reserved.name
    durable.write(target, content, tmp=inbox.claimed)
    return sha256


def _withdraw(inbox: Inbox, before: Sequence[Answer], after: Sequence[Answer]) -> None:
    """Take back an earlier answer that the new one replaces, unless a person has changed it."""
    kept = {(row.folder, row.name) for row in after}
    for row in before:
        path = inbox.folder(row.folder) / row.name
        if (row.folder, row.name) not in kept and path.exists() and digest_of(path) == row.sha256:
            path.unlink()


def main_folder(result: JobResult) -> str:
    """The folder in which the answer appears."""
    return result.produced[0].folder if result.produced else ACCEPTED


# ---------------------------------------------------------------- answers that need no child


def duplicate(folder: Path, store: Store, arrival: Arrival, first: Arrival, ledger: Ledger) -> JobResult:
    """The answer to a content that arrived before: it names the first arrival and what became of it."""
    where = [f"{row.folder}/{row.name}" for row in ledger.answers(first.id)]
    outcome = _STATUS_ZH.get(first.status, first.status)
    told = f"与 {_time(first.received_at)} 收到的“{first.name}”内容完全相同"
    page = note(
        "重复件说明",
        [
            ("本次文件", arrival.name),
            ("收到时间", _time(arrival.received_at)),
            ("首次收到", f"{_time(first.received_at)}，文件名“{first.name}”"),
            ("首次结果", f"{outcome}{f'（{first.reason}）' if first.reason else ''}"),
            ("答复位置", "\n".join(where)),
            ("收件编号", first.id),
        ],
        ["本件未重复登记，无需再交", "如需更正，请修改文件内容并保存后重新放入“待处理”"],
    )
    given = _given(folder, store.path(arrival.sha256), DUPLICATES, arrival.name, ("-重复件说明", page))
    return JobResult(
        kind="duplicate", status=first.status, told=told, code="ING_DUPLICATE", reason=told, produced=given
    )


def failed(folder: Path, store: Store, arrival: Arrival, how: workers.Failed) -> JobResult:
    """The answer to a file that hung, burst or killed its child: it goes back, and a copy to whoever runs this."""
    code, reason = _ENDINGS[how.how]
    page = note(
        "文件未能处理",
        [
            ("文件", arrival.name),
            ("收到时间", _time(arrival.received_at)),
            ("原因", f"{reason}（{code}）"),
            ("收件编号", arrival.id),
        ],
        [
            "请确认文件能用 Word 或 WPS 正常打开",
            "另存为新的“Word 文档（.docx）”后，重新放入“待处理”",
            "仍不行，请把收件编号告诉管理人员；原件已留存",
        ],
    )
    given = _given(folder, store.path(arrival.sha256), RETURNED, arrival.name, ("-未能处理说明", page))
    return JobResult(
        kind="failed", status="failed", told=f"{reason}（{code}）", code=code, reason=reason, produced=given
    )


def put_aside(quarantine: Path, store: Store, arrival: Arrival, how: workers.Failed) -> None:
    """A copy of a file that could not be processed, with the reason beside it, for whoever runs the program."""
    code, reason = _ENDINGS[how.how]
    durable.write(quarantine / f"{arrival.id}.bin", store.path(arrival.sha256).read_bytes())
    facts = {"name": arrival.name, "sha256": arrival.sha256, "code": code, "reason": reason, "detail": how.detail}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1)
    durable.write(quarantine / f"{arrival.id}.json", text.encode() + b"\n")


def _given(folder: Path, content: Path, to: Folder, name: str, page: tuple[str, bytes]) -> tuple[Produced, ...]:
    """The file as it came, and a note about it: (remark in the note's name, its bytes)."""
    remark, note_bytes = page
    (folder / "note.docx").write_bytes(note_bytes)
    return (
        Produced(role="original", folder=to, name=answer_name(name), file=content),
        Produced(role="note", folder=to, name=answer_name(name, remark, ".docx"), file=folder / "note.docx"),
    )


def _time(stamp: str) -> str:
    """A time of the ledger as people write it, in local time."""
    return f"{dt.datetime.fromisoformat(stamp).astimezone():%Y年%-m月%-d日 %H:%M}"


# ---------------------------------------------------------------- an older ledger brought up to date


def adopt(ledger: Ledger, store: Store) -> None:
    """Contents that the ledger does not know (an older copy of it was restored) are written down again.

    Those with an answer in their sidecar are answered; the others are worked on.
    """
    for sha256 in store.contents():
        if ledger.first_arrival(sha256) is not None:
            continue
        facts = store.facts(sha256)
        identity = str(facts.get("arrival") or sha256[:20])
        name, received = str(facts.get("name") or f"{sha256[:12]}.bin"), str(facts.get("received_at") or _fallback())
        ledger.record(identity, sha256, name, store.path(sha256).stat().st_size, received)
        outcome = facts.get("outcome")
        if isinstance(outcome, dict):
            answered = {f"file{i}": where for i, where in enumerate(_strings(facts.get("answers")))}
            ledger.restore(identity, answered, {key: str(value) for key, value in outcome.items()})


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))


def _fallback() -> str:
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
