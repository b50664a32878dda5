"""What a child does with a hostile file: reads it, and tells how that ended and what it took."""

from __future__ import annotations

import json
import os
import resource

import ingest
import ingest.ofd
import ingest.office.legacy
import ingest.pdf
import ingest.web
import ingest.word
from jxjy.task import Task


def read(task: Task) -> bytes:
    """Code, text and notices of one file, the child's number, and its peak memory in KB."""
    try:
        document = ingest.read(task.path)
    except ingest.UnreadableFileError as error:
        told = {"code": error.code, "message": error.message, "notices": []}
    else:
        codes = [notice.code for notice in document.source.notices]
        told = {"code": "", "message": document.text, "notices": codes}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return json.dumps({**told, "pid": os.getpid(), "peak": peak}).encode()
