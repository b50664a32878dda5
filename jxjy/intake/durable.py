"""Bytes onto the disk, whole or not at all: written to a temporary name, synced, renamed, the folder synced."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


def write(path: Path, content: bytes, *, tmp: Path | None = None) -> None:
    """Write a file. `tmp` is a folder on the same file system for the unfinished one; by default that of the file."""
    with _unfinished(tmp or path.parent) as unfinished:
        with unfinished.open("xb") as stream:
            stream.write(content)
            _sync(stream)
        unfinished.replace(path)
    sync_folder(path.parent)


@contextmanager
def copied(source: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """A synced copy of a file under a temporary name in a folder, with its SHA-256; removed unless renamed."""
    digest = hashlib.sha256()
    with _unfinished(folder) as unfinished:
        with source.open("rb") as reader, unfinished.open("xb") as writer:
            while chunk := reader.read(CHUNK):
                digest.update(chunk)
                writer.write(chunk)
            _sync(writer)
        yield unfinished, digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlast a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; some network shares neither
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _sync(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    path = folder / f".{secrets.token_hex(8)}.tmp"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
