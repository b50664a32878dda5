"""What the fork server loads, once for all workers: the pipeline, with all that a first file would have to wait for.

Readers, spaCy and the grammars are loaded on first use; a worker that is forked after that use finds them there.
"""

from __future__ import annotations

from importlib.resources import as_file, files

import pdfplumber.table  # noqa: F401 (here to be loaded, as are the readers)

import ingest.pdf
import ingest.web
import ingest.word  # noqa: F401
from jxjy.pipeline import process, process_json
from jxjy.task import Task

with as_file(files("jxjy").joinpath("data/warm.txt")) as sample:
    process(Task(sample, sample.name))


def work(task: Task) -> bytes:
    """One task's outcome as JSON."""
    return process_json(task)
