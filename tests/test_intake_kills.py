"""A watcher killed again and again loses nothing, answers nothing twice and leaves nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.intake_kills import Load, attack


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_kills_at_random_moments(tmp_path: Path) -> None:
    assert attack(tmp_path / "inbox", Load(files=24, duplicates=6, poison=3, kills=6), seed=7) == []
