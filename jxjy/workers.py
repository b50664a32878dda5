"""Tasks → results, each worked on in a child process with a deadline, and caps on processor time and memory.

A child that dies, hangs or bursts costs its own task and no other: it is replaced and the rest goes on. Children come
from a fork server that has loaded the heavy packages once; each leads a process group and has a folder for temporary
files, and both are gone when it ends.
"""

from __future__ import annotations

import importlib
import logging
import math
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Literal

from jxjy.task import Task

Work = Callable[[Task], bytes]


_MOST_MORE = 1800.0
"""Seconds that a large file may take longer than a small one; 300 scanned pages take 150 to 900."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: `seconds` of wall time, `memory` in bytes of address space, `cpu` in processor seconds.

    Memory and processor time are capped by the system (RLIMIT_AS, RLIMIT_CPU), on Windows not at all. A program that
    a child starts has the same caps for itself. Both times grow by `more` seconds a megabyte of the file, up to half an
    hour: a long scan is a large file, and files that are made to waste time are small.
    """

    seconds: float = 600.0
    memory: int = 4 << 30
    cpu: float = 600.0
    more: float = 60.0

    def of(self, task: Task) -> Limits:
        """The limits of one task, by the size of its file."""
        try:
            size = task.path.stat().st_size
        except (OSError, ValueError):  # it is the reader's to say what is wrong with the path
            return self
        more = min(self.more * size / (1 << 20), _MOST_MORE)
        return replace(self, seconds=self.seconds + more, cpu=self.cpu + more)


@dataclass(frozen=True, slots=True)
class Done:
    """The work's own answer."""

    index: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """The child ended before it answered; `timeout` is the end of its wall time or its processor time."""

    index: int
    how: Literal["crash", "timeout", "memory"]
    detail: str


Result = Done | Failed
Start = Literal["forkserver", "fork"]
Message = tuple[Literal["done", "memory", "error"], bytes]


class Pool:
    """Children that work off tasks one by one. Not thread-safe: one owner submits, collects and closes.

    The owner gives a task while one is `free`, asks for `results` again and again, and at the end calls `close`, which
    is also how it kills what is still running. An index is the owner's own and comes back with the result.

    `work` names a Work as module:function. Only the fork server and its children load that module; the owner need
    not, so a batch does not pay twice for it. An owner that has loaded it anyway starts by "fork": nothing is loaded
    again. It must not have opened a file with native code by then.
    """

    def __init__(self, work: str, count: int, limits: Limits, *, start: Start = "forkserver") -> None:
        self._context = _context(work, start)
        self._work, self._count, self._limits = work, count, limits
        self._children: list[_Child] = []

    @property
    def free(self) -> int:
        """How many more tasks can be given now."""
        return self._count - len(self._busy())

    def warm(self) -> None:
        """Start a child now, so that the first task need not wait for one."""
        if not self._children:
            self._children.append(_Child(self._context, self._work, self._limits))

    def submit(self, index: int, task: Task) -> None:
        """Give a task to an idle child, started if need be; the caller has seen that one is free."""
        idle = next((child for child in self._children if child.index is None), None)
        if idle is None:
            idle = _Child(self._context, self._work, self._limits)
            self._children.append(idle)
        idle.give(index, task)

    def results(self, patience: float | None = None) -> Iterator[Result]:
        """What has ended; waits up to `patience` seconds for the first (None: for as long as it takes)."""
        busy = self._busy()
        ready = _ready(busy, patience) if busy else []
        while busy and patience is None and not ready:  # the clock woke us a moment before the deadline
            ready = _ready(busy, patience)
        yield from [child.result() for child in ready]

    def close(self) -> None:
        """Kill all children, whatever they do."""
        for child in self._children:
            child.end()
        self._children.clear()

    def _busy(self) -> list[_Child]:
        return [child for child in self._children if child.index is not None]


def run(tasks: Sequence[Task], work: str, workers: int, limits: Limits) -> Iterator[Result]:
    """Every task's result, in order of completion."""
    pool = Pool(work, min(workers, len(tasks)), limits)
    queue = deque(enumerate(tasks))
    open_tasks = 0
    try:
        while queue or open_tasks:
            while queue and pool.free:
                pool.submit(*queue.popleft())
                open_tasks += 1
            for result in pool.results():
                open_tasks -= 1
                yield result
                if queue:
                    pool.submit(*queue.popleft())
                    open_tasks += 1
    finally:
        pool.close()


def _context(work: str, start: Start) -> BaseContext:
    if start not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(start)
    if start == "forkserver":
        context.set_forkserver_preload([work.partition(":")[0]])
    return context


def _ready(busy: list[_Child], patience: float | None) -> list[_Child]:
    """The children that have answered, ended, or passed their deadline; waits until there is one or patience ends."""
    left = max(0.0, min(child.deadline for child in busy) - time.monotonic())
    handles = [handle for child in busy for handle in (child.connection, child.process.sentinel)]
    signalled = set(wait(handles, left if patience is None else min(left, patience)))
    now = time.monotonic()
    return [
        child
        for child in busy
        if child.connection in signalled or child.process.sentinel in signalled or child.deadline <= now
    ]


class _Child:
    """One worker process and the task it holds; started again whenever it has ended."""

    def __init__(self, context: BaseContext, work: str, limits: Limits) -> None:
        self._context, self._work, self._limits = context, work, limits
        self._own = limits  # of the task that it holds
        self.index: int | None = None
        self.deadline = 0.0
        self._scratch = ""
        self._start()

    def _start(self) -> None:
        """Start a process and wait for its first word; RuntimeError if it cannot start, which is no file's fault."""
        self.connection, theirs = self._context.Pipe()
        self._scratch = tempfile.mkdtemp(prefix="jxjy-worker-")
        forked = self._context.get_start_method() == "fork"
        owner = _Owner(os.getpid(), self.connection.fileno() if forked else None, self._scratch)
        arguments = (theirs, self._work, self._limits, owner)
        self.process: BaseProcess = self._context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        try:
            self.connection.recv()
        except EOFError as error:
            self.end()
            raise RuntimeError("worker process cannot start; its own message stands above") from error

    def give(self, index: int, task: Task) -> None:
        self.index = index
        self._own = self._limits.of(task)
        try:
            self.connection.send((task, self._own))
        except OSError:  # closed by `end`, or the child was killed while it waited
            self.end()
            self._start()
            self.connection.send((task, self._own))
        self.deadline = time.monotonic() + self._own.seconds

    def result(self) -> Result:
        assert self.index is not None
        index, self.index = self.index, None
        try:
            if self.connection.poll():
                return self._answer(index, self.connection.recv())
        except (EOFError, OSError):
            pass  # it has ended, and the pipe with it
        if time.monotonic() < self.deadline:
            self.process.join(timeout=_BURIAL)  # its handles close a moment before it is gone
        if self.process.is_alive():
            self.end()
            return Failed(index, "timeout", f"{self._own.seconds:.0f} s")
        code = self.process.exitcode
        self.end()
        if code == _OUT_OF_CPU:
            return Failed(index, "timeout", f"{self._own.cpu:.0f} s of processor time")
        return Failed(index, "crash", f"exit {code}")

    def _answer(self, index: int, message: Message) -> Result:
        status, payload = message
        if status == "done":
            return Done(index, payload)
        self.end()  # after a MemoryError or a defect nothing inside the child can be relied on
        return Failed(index, "memory" if status == "memory" else "crash", payload.decode())

    def end(self) -> None:
        """Kill the child and all that it started, and clear away what they left."""
        if sys.platform != "win32" and self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


_OUT_OF_CPU = -signal.SIGXCPU if sys.platform != "win32" else None
_BURIAL = 10.0
"""Seconds that a process may take from closing its handles to its end; unloading much memory takes one."""
_GRACE = 30.0
"""Seconds after the deadline at which the system ends a child that nobody else has ended."""
_WATCH = 1.0
"""Seconds between two looks of a child at whether its owner still lives."""


# ---------------------------------------------------------------- in the child


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whom a child works for: its process id, its end of the pipe where a fork has copied it, the child's folder."""

    pid: int
    inherited: int | None
    scratch: str


def _serve(connection: Connection, work_name: str, limits: Limits, owner: _Owner) -> None:
    """Work off tasks until the owner closes the pipe, of which a forked child must not hold the other end."""
    if owner.inherited is not None:
        os.close(owner.inherited)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    logging.getLogger().addHandler(logging.NullHandler())  # libraries' warnings about a file are no message to people
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # standard output is the parent's alone
    tempfile.tempdir = os.environ["TMPDIR"] = owner.scratch
    if sys.platform != "win32":
        os.setsid()  # whatever this process starts can be ended with it
        threading.Thread(target=_outlive_not, args=(owner,), daemon=True).start()
    module, _, function = work_name.partition(":")
    work: Work = vars(importlib.import_module(module))[function]
    _cap_memory(limits.memory)
    connection.send("ready")
    with suppress(EOFError, OSError):  # the parent has closed the pipe, or is gone
        while True:
            task, own = connection.recv()
            _cap_time(own)
            answer = _attempt(work, task)
            if sys.platform != "win32":
                signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(answer)
    shutil.rmtree(owner.scratch, ignore_errors=True)  # nobody else is there to do it


def _outlive_not(owner: _Owner) -> None:
    """End with the owner, be it killed, even in the middle of a task; nobody else would clear this child away."""
    while True:
        time.sleep(_WATCH)
        try:
            os.kill(owner.pid, 0)
        except ProcessLookupError:
            shutil.rmtree(owner.scratch, ignore_errors=True)
            os.killpg(os.getpid(), signal.SIGKILL)


def _attempt(work: Work, task: Task) -> Message:
    try:
        return "done", work(task)
    except MemoryError:
        return "memory", b""
    except Exception as error:  # a defect of ours: one file's loss, reported with its cause
        return "error", f"{type(error).__name__}: {error}".encode(errors="replace")


def _cap_memory(limit: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (does not exist on Windows)

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    with suppress(ValueError, OSError):  # macOS knows this limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _cap_time(limits: Limits) -> None:
    """For the next task; the limit of processor time counts from the start of the process."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (does not exist on Windows)

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(time.process_time() + limits.cpu)
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
