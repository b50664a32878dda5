"""Relationships of an Office package: which part is the document, its styles, its notes.

Source: ECMA-376-2 (Open Packaging Conventions), 6.5. Targets outside the package are noted and never fetched.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from ingest.errors import UnreadableFileError
from ingest.package import Package

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship; `kind` is the last step of its type, the same in Transitional and Strict files."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Relations:
    """The relationships of a part."""

    rows: tuple[Relation, ...]

    def target(self, kind: str) -> str:
        """The part that stands in this relation, "" if there is none."""
        return next((row.target for row in self.rows if row.kind == kind and not row.external), "")

    def by_id(self, identity: str) -> str:
        """The part with this relationship id, "" if there is none."""
        return next((row.target for row in self.rows if row.id == identity and not row.external), "")


def relations_of(package: Package, part: str = "") -> Relations:
    """The relationships of a part, or of the package itself; targets that do not exist are left out."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", name + ".rels")
    if source not in package.names:
        return Relations(())
    rows = []
    for element in package.xml(source).iter(_RELATIONSHIP):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if target not in package.names:
                continue
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        rows.append(Relation(element.get("Id", ""), kind, target, external))
    return Relations(tuple(rows))


def external_count(package: Package) -> int:
    """How many targets outside the package its parts name (a template, a picture, a frame), hyperlinks apart."""
    return sum(_externals(package, name) for name in package.names if name.endswith(".rels"))


def _externals(package: Package, name: str) -> int:
    try:
        root = package.xml(name)
    except UnreadableFileError as error:
        if error.code != "ING_TRUNCATED":
            raise
        return 0  # damaged, and of a part that nobody asked for
    rows = root.iter(_RELATIONSHIP)
    return sum(row.get("TargetMode") == "External" and not row.get("Type", "").endswith("/hyperlink") for row in rows)
