"""The ledger: every arrival, its state, its answers and all that happened, in one SQL database.

SQLAlchemy Core only, with types that PostgreSQL knows too. One transition is one transaction; events are only ever
appended, which triggers enforce. A person's corrections are decisions beside the data, applied again after every run.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update
from sqlalchemy.engine import URL, RowMapping

from forms.record import Status
from ingest.errors import JxjyError
from jxjy.intake.names import name_key, numbered
from jxjy.intake.tables import answers, arrivals, contents, decisions, events, migrate

State = Literal["stored", "working", "answering", "answered", "duplicate", "quarantined"]
OPEN: tuple[State, ...] = ("stored", "working", "answering")
"""States in which an arrival still waits for its answer."""


class LedgerError(JxjyError):
    """The ledger cannot be used, or is asked for what it does not hold."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of the ledger: one file that arrived. Times are UTC, ISO 8601 with seconds."""

    id: str
    sha256: str
    name: str
    size: int
    received_at: str
    state: State
    attempts: int
    kind: str
    status: str
    code: str
    reason: str
    duplicate_of: str | None
    supersedes: str | None
    work_key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A file given to a person as (part of) an answer: the folder they see, its name, its role and digest."""

    arrival_id: str
    role: str
    folder: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with its particulars."""

    id: int
    arrival_id: str | None
    at: str
    kind: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's correction of a verdict on a content: who, when, on what basis."""

    sha256: str
    form_index: int
    status: Status
    basis: str
    decided_by: str
    at: str


def now() -> str:
    """The time for the ledger: UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()


class Ledger:
    """An open ledger. Every method is one transaction; none leaves half a step behind."""

    def __init__(self, url: str | URL) -> None:
        self._engine = _engine(url)
        with self._begin() as connection:
            migrate(connection)

    def close(self) -> None:
        """Give back the database."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    # -- arrivals

    def record(self, arrival_id: str, sha256: str, name: str, size: int, received_at: str) -> Arrival:
        """A file has been stored. The first arrival of a content is to be worked on, a later one is a duplicate.

        Recording the same arrival again gives the row that is there: so a crash between storing and moving on is safe.
        """
        with self._begin() as connection:
            held = connection.execute(select(arrivals).where(arrivals.c.id == arrival_id)).mappings().first()
            if held is not None:
                return _arrival(held)
            first = connection.execute(select(contents.c.first_arrival).where(contents.c.sha256 == sha256)).scalar()
            if first is None:
                connection.execute(
                    insert(contents).values(sha256=sha256, size=size, first_arrival=arrival_id, stored_at=received_at)
                )
            connection.execute(
                insert(arrivals).values(
                    id=arrival_id,
                    sha256=sha256,
                    name=name,
                    size=size,
                    received_at=received_at,
                    state="stored",
                    duplicate_of=first,
                )
            )
            _tell(connection, arrival_id, "arrived", {"name": name, "size": size, "sha256": sha256})
            if first is not None:
                _tell(connection, arrival_id, "duplicate_of", {"arrival": first})
            row = connection.execute(select(arrivals).where(arrivals.c.id == arrival_id)).mappings().one()
            return _arrival(row)

    def begin_work(self, arrival_id: str, work_key: str) -> Arrival:
        """An arrival is about to be given to a child; the attempt counts before it is made."""
        with self._begin() as connection:
            row = self._row(connection, arrival_id)
            attempts = row.attempts + 1
            connection.execute(
                update(arrivals)
                .where(arrivals.c.id == arrival_id)
                .values(state="working", attempts=attempts, work_key=work_key)
            )
            _tell(connection, arrival_id, "working", {"attempt": attempts})
            return self._row(connection, arrival_id)

    def plan_answers(self, arrival_id: str, planned: Sequence[tuple[str, str, str]]) -> tuple[Answer, ...]:
        """Reserve the names of an answer: (role, folder, wished name) → names nobody else in the ledger has.

        Names reserved by an earlier attempt are kept, so that an interrupted answer is written over, not beside.
        """
        with self._begin() as connection:
            held = {(row.role, row.folder) for row in self._answers(connection, arrival_id)}
            for role, folder, name in planned:
                if (role, folder) not in held:
                    mine = (answers.c.arrival_id == arrival_id) & (answers.c.role == role)
                    connection.execute(answers.delete().where(mine))
                    _reserve(connection, arrival_id, role, folder, name)
            connection.execute(update(arrivals).where(arrivals.c.id == arrival_id).values(state="answering"))
            wanted = {role for role, _, _ in planned}
            return tuple(row for row in self._answers(connection, arrival_id) if row.role in wanted)

    def rename_answer(self, answer: Answer) -> Answer:
        """Another name for an answer whose place is taken by a file that the ledger does not know."""
        with self._begin() as connection:
            where = (answers.c.arrival_id == answer.arrival_id) & (answers.c.role == answer.role)
            connection.execute(answers.delete().where(where))
            _reserve(connection, answer.arrival_id, answer.role, answer.folder, answer.name, after=answer.name)
            return next(row for row in self._answers(connection, answer.arrival_id) if row.role == answer.role)

    def settle(self, arrival_id: str, state: State, digests: Mapping[str, str], **facts: str | None) -> Arrival:
        """An arrival has its answer. `digests` – SHA-256 of each answer by role; `facts` – columns to set."""
        with self._begin() as connection:
            for role, sha256 in digests.items():
                where = (answers.c.arrival_id == arrival_id) & (answers.c.role == role)
                connection.execute(update(answers).where(where).values(sha256=sha256))
            stale = (answers.c.arrival_id == arrival_id) & answers.c.role.not_in(list(digests))
            connection.execute(answers.delete().where(stale))
            connection.execute(update(arrivals).where(arrivals.c.id == arrival_id).values(state=state, **facts))
            told = {key: value for key, value in facts.items() if value}
            _tell(connection, arrival_id, state, {**told, "files": sorted(digests)})
            return self._row(connection, arrival_id)

    def restore(self, arrival_id: str, answered: Mapping[str, str], outcome: Mapping[str, str]) -> None:
        """An arrival that was answered before the ledger was lost: `answered` – folder/name by role."""
        with self._begin() as connection:
            for role, where in answered.items():
                folder, _, name = where.partition("/")
                _reserve(connection, arrival_id, role, folder, name)
            state: State = "quarantined" if outcome.get("kind") == "failed" else "answered"
            known = {key: outcome[key] for key in ("kind", "status", "code", "reason") if key in outcome}
            connection.execute(update(arrivals).where(arrivals.c.id == arrival_id).values(state=state, **known))
            _tell(connection, arrival_id, "restored", dict(answered))

    def reopen(self, arrival_id: str, why: str) -> Arrival:
        """Work on an arrival again from the stored content; its attempts count anew."""
        with self._begin() as connection:
            connection.execute(
                update(arrivals).where(arrivals.c.id == arrival_id).values(state="stored", attempts=0, work_key="")
            )
            _tell(connection, arrival_id, "reopened", {"why": why})
            return self._row(connection, arrival_id)

    def open_arrivals(self) -> tuple[Arrival, ...]:
        """What still waits for its answer, the oldest first."""
        return self.arrivals(OPEN)

    def arrivals(self, states: Sequence[State] | None = None) -> tuple[Arrival, ...]:
        """Rows in order of arrival, of some states or all."""
        query = select(arrivals).order_by(arrivals.c.received_at, arrivals.c.id)
        if states is not None:
            query = query.where(arrivals.c.state.in_(states))
        with self._begin() as connection:
            return tuple(_arrival(row) for row in connection.execute(query).mappings())

    def arrival(self, arrival_id: str) -> Arrival:
        """One row, by its id or by an unambiguous beginning of it. Raises LedgerError."""
        with self._begin() as connection:
            query = select(arrivals).where(arrivals.c.id.startswith(arrival_id, autoescape=True)).limit(2)
            rows = connection.execute(query).mappings().all()
        if len(rows) != 1:
            reason = f"台账中没有编号“{arrival_id}”" if not rows else f"编号“{arrival_id}”不止一条"
            raise LedgerError("LEDGER_NO_SUCH", reason, "请用 jxjy ledger list 查看编号")
        return _arrival(rows[0])

    def has(self, arrival_id: str) -> bool:
        """Whether an arrival is recorded."""
        with self._begin() as connection:
            query = select(arrivals.c.id).where(arrivals.c.id == arrival_id)
            return connection.execute(query).scalar() is not None

    def first_arrival(self, sha256: str) -> str | None:
        """The id of the arrival that brought a content first, None for an unknown content."""
        with self._begin() as connection:
            query = select(contents.c.first_arrival).where(contents.c.sha256 == sha256)
            return connection.execute(query).scalar()

    def answers(self, arrival_id: str) -> tuple[Answer, ...]:
        """The files that an arrival was answered with."""
        with self._begin() as connection:
            return self._answers(connection, arrival_id)

    def damage(self) -> Iterator[str]:
        """What the database itself finds wrong with its file, as Chinese lines."""
        if self._engine.dialect.name == "sqlite":
            with self._begin() as connection:
                for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                    if line != "ok":
                        yield f"台账数据库损坏：{line}；请从备份恢复"

    # -- events and decisions

    def tell(self, kind: str, detail: Mapping[str, object], arrival_id: str | None = None) -> None:
        """Append an event."""
        with self._begin() as connection:
            _tell(connection, arrival_id, kind, detail)

    def events(self, arrival_id: str | None = None) -> tuple[Event, ...]:
        """What happened, in order; of one arrival or of all."""
        query = select(events).order_by(events.c.id)
        if arrival_id is not None:
            query = query.where(events.c.arrival_id == arrival_id)
        with self._begin() as connection:
            return tuple(
                Event(row.id, row.arrival_id, row.at, row.kind, json.loads(row.detail))
                for row in connection.execute(query)
            )

    def last_time(self) -> str | None:
        """The time of the newest event: a clock before it has gone back."""
        with self._begin() as connection:
            return connection.execute(select(events.c.at).order_by(events.c.id.desc()).limit(1)).scalar()

    def decide(self, decision: Decision) -> None:
        """Keep a person's correction; the newest one on a form counts."""
        with self._begin() as connection:
            connection.execute(
                insert(decisions).values(
                    sha256=decision.sha256,
                    form_index=decision.form_index,
                    status=decision.status,
                    basis=decision.basis,
                    decided_by=decision.decided_by,
                    at=decision.at,
                )
            )
            first = select(contents.c.first_arrival).where(contents.c.sha256 == decision.sha256)
            told = {"status": decision.status, "by": decision.decided_by, "basis": decision.basis}
            _tell(connection, connection.execute(first).scalar(), "decided", told)

    def decisions(self, sha256: str) -> tuple[Decision, ...]:
        """The corrections that hold for a content: one for each form in it."""
        query = select(decisions).where(decisions.c.sha256 == sha256).order_by(decisions.c.id)
        with self._begin() as connection:
            rows = {
                row.form_index: Decision(row.sha256, row.form_index, row.status, row.basis, row.decided_by, row.at)
                for row in connection.execute(query)
            }
        return tuple(rows.values())

    # -- inside a transaction

    @staticmethod
    def _row(connection: Connection, arrival_id: str) -> Arrival:
        return _arrival(connection.execute(select(arrivals).where(arrivals.c.id == arrival_id)).mappings().one())

    @staticmethod
    def _answers(connection: Connection, arrival_id: str) -> tuple[Answer, ...]:
        query = select(answers).where(answers.c.arrival_id == arrival_id).order_by(answers.c.id)
        return tuple(Answer(r.arrival_id, r.role, r.folder, r.name, r.sha256) for r in connection.execute(query))


def _arrival(row: RowMapping) -> Arrival:
    return Arrival(**{name: row[name] for name in Arrival.__slots__})


def _tell(connection: Connection, arrival_id: str | None, kind: str, detail: Mapping[str, object]) -> None:
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    connection.execute(insert(events).values(arrival_id=arrival_id, at=now(), kind=kind, detail=text))


def _reserve(connection: Connection, arrival_id: str, role: str, folder: str, name: str, *, after: str = "") -> None:
    """Reserve the first free name in a folder people see; `after` is a name that turned out to be taken."""
    taken = {
        row.name_key for row in connection.execute(select(answers.c.name_key).where(answers.c.folder == folder))
    } | ({name_key(after)} if after else set())
    free = next(option for option in numbered(name) if name_key(option) not in taken)
    connection.execute(
        insert(answers).values(
            arrival_id=arrival_id, role=role, folder=folder, name=free, name_key=name_key(free), sha256=""
        )
    )


def _engine(url: str | URL) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _pragmas(connection: sqlite3.Connection, _: object) -> None:
            connection.isolation_level = None  # transactions are opened by the listener below, and at once for writing
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def sqlite_url(path: Path) -> URL:
    """The address of a ledger in a file."""
    return URL.create("sqlite", database=str(path))
