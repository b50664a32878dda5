"""Lines for whoever runs the watcher: on the terminal and in a rotating log, without id numbers and mobile numbers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from jxjy.intake.masking import masked

SIZE, KEPT = 2_000_000, 5
"""Bytes of one log file, and how many old ones are kept."""


def journal(folder: Path, show: Callable[[str], None]) -> Callable[[str], None]:
    """A function that tells a line to the terminal and to folder/watch.log."""
    logger = logging.Logger("jxjy.watch")
    handler = RotatingFileHandler(folder / "watch.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)

    def tell(line: str) -> None:
        line = masked(line)
        show(line)
        logger.info("%s", line)

    return tell
