"""A Word file opened for changing some of its parts: all others keep their bytes, and their place in the package."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.package import open_package
from ingest.word.relations import relations_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace in which parts are handed out; a Strict file is written back in its own."""

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_RELATION_TYPES = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass
class WordFile:
    """A Word package of which some parts are being changed; `save` zips it again. Raises UnreadableFileError."""

    data: bytes
    path: Path = Path("form.docx")
    roots: dict[str, etree._Element] = field(default_factory=dict)
    strict: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.package = open_package(self.data, self.path)
        self.main = relations_of(self.package).target("officeDocument") or "word/document.xml"

    def document(self) -> etree._Element:
        """The root of the main part."""
        return self.root(self.main)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part that stands in a relation to the main one (comments), None where there is none."""
        name = relations_of(self.package, self.main).target(kind)
        return self.root(name) if name else None

    def make(self, kind: str) -> etree._Element:
        """A new, empty part in relation to the main one, its element named as its kind."""
        folder = posixpath.dirname(self.main)
        taken = {name.casefold() for name in self.package.names}
        names = (posixpath.join(folder, f"{kind}{n or ''}.xml") for n in range(1000))
        name = next(n for n in names if n.casefold() not in taken)
        self.document()
        strict = self.main in self.strict
        if strict:
            self.strict.add(name)
        self.roots[name] = etree.Element(f"{{{WORD}}}{kind}", nsmap={"w": WORD})
        relations = self._relations()
        ids = {relation.get("Id") for relation in relations}
        relation = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
        relation.set("Id", next(f"rIdNew{n}" for n in range(len(ids) + 1) if f"rIdNew{n}" not in ids))
        relation.set("Type", f"{_RELATION_TYPES[strict]}/{kind}")
        relation.set("Target", posixpath.basename(name))
        override = etree.SubElement(self.root(_TYPES), f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", f"{_MIME}.{kind}+xml")
        return self.roots[name]

    def drop(self, kind: str) -> None:
        """Take the part of this kind out of the package, with its relation and its content type."""
        name = relations_of(self.package, self.main).target(kind)
        relations = self._relations()
        for relation in [r for r in relations if (r.get("Type") or "").endswith(f"/{kind}")]:
            relations.remove(relation)
        types = self.root(_TYPES)
        for override in [o for o in types if o.get("PartName") == f"/{name}"]:
            types.remove(override)
        self.roots.pop(name, None)
        self.dropped.add(name)

    def save(self) -> bytes:
        """The package again, its members in their old order."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for member in self.package.archive.infolist():
                if member.filename not in self.dropped:
                    target.writestr(_entry(member), self._bytes(member.filename))
            for name in sorted(self.roots.keys() - self.package.names):
                target.writestr(_entry(zipfile.ZipInfo(name)), self._bytes(name))
        return buffer.getvalue()

    def root(self, name: str) -> etree._Element:
        """The root of an XML part, to be read or changed."""
        if name not in self.roots:
            data = self.package.read(name)
            self.package.parse(name, data)  # refuses what no parser should see
            if _STRICT.encode() in data:
                self.strict.add(name)
                data = data.replace(_STRICT.encode(), WORD.encode())
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            self.roots[name] = etree.fromstring(data, parser)
        return self.roots[name]

    def _relations(self) -> etree._Element:
        folder, part = posixpath.split(self.main)
        name = posixpath.join(folder, "_rels", f"{part}.rels")
        if name not in self.package.names and name not in self.roots:
            self.roots[name] = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
        return self.root(name)

    def _bytes(self, name: str) -> bytes:
        if name not in self.roots:
            return self.package.read(name)
        text: bytes = etree.tostring(self.roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return text.replace(WORD.encode(), _STRICT.encode()) if name in self.strict else text


def _entry(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a member for writing: its name, date and rights, never its old sizes and flags."""
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = member.external_attr
    return info
