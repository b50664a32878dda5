"""A crew for tests of the watched folder: its work is quick, and some contents hang, crash or burst on purpose.

`python -m tests.intake_crew INBOX SECONDS` watches an inbox with it, as `jxjy watch` would.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from jxjy import workers
from jxjy.intake import service
from jxjy.intake.inbox import ACCEPTED, inbox_at
from jxjy.intake.job import JOB, Job, JobResult, Produced
from jxjy.intake.names import answer_name
from jxjy.intake.watcher import Options
from jxjy.task import Task

POISON = {b"HANG": "timeout", b"CRASH": "crash", b"BURST": "memory"}


def work(task: Task) -> bytes:
    """Answer a file with itself and a page about it; misbehave where the content says so."""
    job = Job.model_validate_json((task.path / JOB).read_bytes())
    content = job.content.read_bytes()
    if content.startswith(b"HANG"):
        time.sleep(3600)
    if content.startswith(b"CRASH"):
        os.abort()
    if content.startswith(b"BURST"):
        raise MemoryError
    page = task.path / "page.html"
    page.write_bytes(b"<p>" + content[:100] + b"</p>")
    name = job.name
    result = JobResult(
        kind="notice",
        status="read",
        told="通知",
        produced=(
            Produced(role="original", folder=ACCEPTED, name=answer_name(name), file=job.content),
            Produced(role="report", folder=ACCEPTED, name=answer_name(name, "-报告", ".html"), file=page),
        ),
    )
    return result.model_dump_json().encode()


CREW = service.Crew(2, workers.Limits(seconds=0.5, memory=4 << 30), "tests.intake_crew:work")
OPTIONS = Options(settle=0.1)


def main() -> None:
    """Watch the inbox of the command line until the seconds are over or SIGTERM comes."""
    with service.opened(inbox_at(Path(sys.argv[1])), OPTIONS, CREW, print) as watcher, service.stopping() as stop:
        timer = threading.Timer(float(sys.argv[2]), stop.set)
        timer.daemon = True
        timer.start()
        service.run_until(watcher, stop, print)


if __name__ == "__main__":
    main()
