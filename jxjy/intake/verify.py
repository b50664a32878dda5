"""The ledger against the disk: flipped bytes, contents without a row, rows without a content, changed answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jxjy.intake.inbox import Inbox
from jxjy.intake.ledger import OPEN, Ledger
from jxjy.intake.store import Store, digest_of


def problems(inbox: Inbox, ledger: Ledger) -> Iterator[str]:
    """Chinese lines, one for each thing that is not as it should be."""
    store = Store(inbox.store)
    yield from ledger.damage()
    rows = ledger.arrivals()
    known = {row.sha256 for row in rows}
    for sha256 in sorted(known):
        path = store.path(sha256)
        if not path.exists():
            yield f"原件缺失：{path}；请从备份恢复"
        elif digest_of(path) != sha256:
            yield f"原件已损坏：{path} 的内容与登记的不一致；请从备份恢复"
    for sha256 in store.contents():
        if sha256 not in known:
            yield f"台账缺这件原件的记录：{store.path(sha256)}；下次值守时会自动补登"
    taken = {path.name for path in inbox.claimed.iterdir() if path.is_dir()} if inbox.claimed.is_dir() else set()
    for row in rows:
        if row.state in OPEN:
            yield f"尚未答复：{row.name}（编号 {row.id}）；下次值守时继续"
        for answer in ledger.answers(row.id):
            path = inbox.folder(answer.folder) / answer.name
            if answer.sha256 and path.exists() and digest_of(path) != answer.sha256:
                yield f"答复文件已被改动：{path}（编号 {row.id}）"
    for left in sorted(taken - {row.id for row in rows}):
        yield f"取走后未登记的文件：{inbox.claimed / left}；下次值守时会自动登记"
    yield from _left_over(inbox.work)


def _left_over(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            yield f"未清理的工作文件：{path}；下次值守时会自动清理"
