"""The ledger's tables and the steps that lead from one version of them to the next.

Only types that SQLite and PostgreSQL share. Events are append-only: on SQLite triggers refuse any change to them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
    text,
    update,
)

from ingest.errors import JxjyError

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("first_arrival", String(40), nullable=False),
    Column("stored_at", String(32), nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("received_at", String(32), nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("kind", String(24), nullable=False, server_default=""),
    Column("status", String(24), nullable=False, server_default=""),
    Column("code", String(40), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("duplicate_of", String(40), ForeignKey("arrivals.id"), nullable=True),
    Column("supersedes", String(40), nullable=True),
    Column("work_key", String(64), nullable=False, server_default=""),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("arrival_id", String(40), ForeignKey("arrivals.id"), nullable=False, index=True),
    Column("role", String(24), nullable=False),
    Column("folder", String(24), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("arrival_id", "role"),
    UniqueConstraint("folder", "name_key"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("arrival_id", String(40), nullable=True, index=True),
    Column("at", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("form_index", Integer, nullable=False),
    Column("status", String(24), nullable=False),
    Column("basis", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("at", String(32), nullable=False),
)


def _first(connection: Connection) -> None:
    """Version 1: all tables, and events that cannot be changed."""
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
                    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
                )
            )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first,)
"""Step n leads from version n to n + 1. A step is never changed once it has been released."""


class LedgerTooNewError(JxjyError):
    """The ledger was written by a later version of the program."""


def migrate(connection: Connection) -> None:
    """Bring a ledger to this program's version. Raises LedgerTooNewError."""
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise LedgerTooNewError(
            "LEDGER_TOO_NEW", f"台账的版本（{version}）比本程序的（{len(MIGRATIONS)}）新", "请先升级程序"
        )
    for step in MIGRATIONS[version:]:
        step(connection)
    if version == 0:
        connection.execute(insert(meta).values(key="version", value=str(len(MIGRATIONS))))
    elif version < len(MIGRATIONS):
        connection.execute(update(meta).where(meta.c.key == "version").values(value=str(len(MIGRATIONS))))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("meta"):
        return 0
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one())
