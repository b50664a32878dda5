"""What is the machine's fault and not a file's: full disks, folders gone or read-only, clocks gone wrong.

A file is never blamed for these and no attempt is counted: the watcher says what is wrong, waits, and goes on.
"""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ingest.errors import JxjyError

FIRST_YEAR = 2020
"""A clock that shows an earlier year was never set."""

BACKWARD = dt.timedelta(hours=26)
"""How far the clock may lie behind the newest entry of the ledger: time zones and small corrections, not days."""

_REASONS = {
    errno.ENOSPC: ("MACHINE_DISK_FULL", "磁盘已满", "请清理磁盘空间；腾出空间后自动继续"),
    errno.EDQUOT: ("MACHINE_DISK_FULL", "磁盘配额已满", "请清理磁盘空间；腾出空间后自动继续"),
    errno.EROFS: ("MACHINE_READ_ONLY", "文件夹只读，不能写入", "请恢复写入权限；恢复后自动继续"),
    errno.EACCES: ("MACHINE_READ_ONLY", "没有写入权限", "请恢复写入权限；恢复后自动继续"),
    errno.EPERM: ("MACHINE_READ_ONLY", "没有写入权限", "请恢复写入权限；恢复后自动继续"),
    errno.ENOENT: ("MACHINE_FOLDER_AWAY", "文件夹不见了", "请检查网络共享或移动磁盘是否断开；恢复后自动继续"),
}
_OTHER = ("MACHINE_IO", "读写出错", "请检查磁盘和网络共享；恢复后自动继续")


class MachineFaultError(JxjyError):
    """The machine cannot do what is needed now; nothing is wrong with any file."""


@contextmanager
def on_machine(where: Path) -> Iterator[None]:
    """Errors of the system or the ledger inside are the machine's fault. Raises MachineFaultError."""
    try:
        yield
    except OSError as error:
        raise fault(error, where) from error
    except DBAPIError as error:
        raise MachineFaultError("MACHINE_LEDGER", f"台账数据库出错：{error.orig}", "恢复后自动继续", where) from error


def fault(error: OSError, where: Path) -> MachineFaultError:
    """The Chinese reason for an error of the system."""
    code, reason, advice = _REASONS.get(error.errno or 0, _OTHER)
    detail = f"（{error.strerror}）" if (code, reason, advice) == _OTHER and error.strerror else ""
    return MachineFaultError(code, reason + detail, advice, Path(error.filename) if error.filename else where)


def check_clock(today: dt.datetime, newest: str | None) -> None:
    """Refuse to date anything by a clock that is plainly wrong. Raises MachineFaultError."""
    if today.year < FIRST_YEAR:
        raise MachineFaultError(
            "MACHINE_CLOCK", f"系统时间为{today:%Y年%m月%d日}，不可信", "请校正系统时间；校正后自动继续"
        )
    if newest is not None and dt.datetime.fromisoformat(newest) - today > BACKWARD:
        raise MachineFaultError(
            "MACHINE_CLOCK",
            f"系统时间（{today:%Y年%m月%d日}）早于台账最后一笔（{newest[:10]}）",
            "请校正系统时间；校正后自动继续",
        )
