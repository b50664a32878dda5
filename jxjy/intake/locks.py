"""One watcher for one inbox: a lock that the system takes back when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import UsageError


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a lock file. Raises UsageError where another process holds it; OSError where it cannot be made."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _locked(handle):
            holder = os.read(handle, 100).decode(errors="replace").strip()
            raise UsageError(
                "WATCH_TWICE",
                f"另一个 jxjy watch 正在处理这个文件夹（进程 {holder or '不明'}）",
                "同一文件夹只需运行一个；如要更换，请先停止原来的",
                path.parent,
            )
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (exists only there)

        try:
            os.lseek(handle, 200, os.SEEK_SET)  # beyond the holder's number, which stays readable
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415 (does not exist on Windows)

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
