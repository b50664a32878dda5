"""OFD package → its documents with their pages, templates and resources, and what it carries besides.

Source: GB/T 33190-2016, clauses 7 (structure of files), 17 (annotations), 18 (signatures), 20 (attachments).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ingest.errors import UnreadableFileError
from ingest.ofd.values import box, child, children, content, local
from ingest.package import Package
from ingest.pages.boxes import Box

ENTRY = "OFD.xml"
A4: Box = (0.0, 0.0, 210.0, 297.0)
# Members of a package encrypted after GM/T 0099: the list of what is encrypted, and the seed of the keys.
_ENCRYPTED = frozenset({"encryptions.xml", "decryptseed.dat"})
_SIDES = 1e-3  # millimetres; a page that is narrower is none


class Parts:
    """The members of a package, found by the paths (ST_Loc) that its parts give; each part is parsed once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        # some producers write backslashes, or spell a folder differently from the path that leads to it
        self._names = {name.replace("\\", "/").casefold(): name for name in sorted(package.names)}
        self._parsed: dict[str, etree._Element | None] = {}

    def resolve(self, location: str, base: str) -> str | None:
        """The member at a location, seen from the part `base`; None where it leads nowhere or out of the package."""
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), location)).lstrip("/")
        return self._names.get(joined.casefold())

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Raises UnreadableFileError as `Package.xml`."""
        root = self._parsed.get(name)
        if root is None:
            root = self._parsed[name] = self.package.xml(name)
        return root

    def forget(self, name: str) -> None:
        """Let go of a part that is not needed again."""
        self._parsed.pop(name, None)

    def data(self, name: str) -> bytes | None:
        """The bytes of a member, None where it is damaged."""
        try:
            return self.package.read(name)
        except UnreadableFileError:
            return None

    def found(self, element: etree._Element | None, base: str) -> tuple[str, etree._Element] | None:
        """The part that an element's text leads to, None where it is missing or damaged.

        Raises UnreadableFileError for what is hostile and not merely broken (ING_LIMIT, ING_DTD_PRESENT).
        """
        name = self.resolve(content(element), base)
        if name is None:
            return None
        try:
            return name, self.xml(name)
        except UnreadableFileError as error:
            if error.code != "ING_TRUNCATED":
                raise
            return None


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page or template page: its content part, None where it is missing."""

    part: str | None


@dataclass
class OfdDocument:
    """One document (DocBody) of the package."""

    parts: Parts
    part: str
    root: etree._Element
    versions: int = 0
    pages: tuple[PageRef, ...] = ()
    templates: dict[str, PageRef] = field(default_factory=dict)

    @cached_property
    def area(self) -> Box:
        """The size of pages that do not state their own, in millimetres."""
        return page_box(child(self.root, "CommonData", "PageArea")) or A4

    @cached_property
    def resources(self) -> list[tuple[str, etree._Element]]:
        """The resource parts of the whole document."""
        common = child(self.root, "CommonData")
        named = () if common is None else children(common, "PublicRes", "DocumentRes")
        return [found for element in named if (found := self.parts.found(element, self.part))]

    def image(self, resource: str) -> bytes | None:
        """The bytes of an image by its identifier, None where it is missing or damaged."""
        for part, root in self.resources:
            for group in children(root, "MultiMedias"):
                for medium in children(group, "MultiMedia"):
                    if medium.get("ID") != resource:
                        continue
                    location = content(child(medium, "MediaFile"))
                    folder = root.get("BaseLoc", "")
                    name = self.parts.resolve(location if location.startswith("/") else f"{folder}/{location}", part)
                    return self.parts.data(name) if name else None
        return None

    @cached_property
    def composites(self) -> dict[str, etree._Element]:
        """Composite objects by their identifier."""
        return composites_of(root for _, root in self.resources)


def composites_of(roots: Iterator[etree._Element]) -> dict[str, etree._Element]:
    """Composite objects of some resource parts, by identifier."""
    return {
        unit.get("ID", ""): unit
        for root in roots
        for group in children(root, "CompositeGraphicUnits")
        for unit in children(group, "CompositeGraphicUnit")
    }


def page_box(area: etree._Element | None) -> Box | None:
    """The physical box of a page area, or else one of the boxes inside it."""
    if area is None:
        return None
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        found = box(content(child(area, name)))
        if found and found[2] - found[0] > _SIDES and found[3] - found[1] > _SIDES:
            return found
    return None


def open_documents(package: Package) -> tuple[Parts, list[OfdDocument]]:
    """The documents of a package in order.

    Raises UnreadableFileError: ING_ENCRYPTED, ING_TRUNCATED (no entry, no document that can be opened).
    """
    parts = Parts(package)
    if _ENCRYPTED & {name.rpartition("/")[2].casefold() for name in package.names}:
        raise UnreadableFileError("ING_ENCRYPTED", "OFD 文件已加密", "请解密或导出为不加密的文件后再提交", package.path)
    entry = parts.resolve(ENTRY, "")
    if entry is None:
        raise broken("OFD 文件缺少入口 OFD.xml", package)
    bodies = list(children(parts.xml(entry), "DocBody"))
    documents = [document for body in bodies if (document := _document(parts, entry, body))]
    if not documents:
        raise broken("OFD 文件中没有可以打开的文档", package)
    return parts, documents


def _document(parts: Parts, entry: str, body: etree._Element) -> OfdDocument | None:
    """A document in its current version, which is the one named by DocRoot unless the versions say otherwise."""
    versions = child(body, "Versions")
    listed = [] if versions is None else list(children(versions, "Version"))
    found = None
    for version in listed:
        name = parts.resolve(version.get("BaseLoc", ""), entry) if version.get("Current") == "true" else None
        if name:
            found = parts.found(child(parts.xml(name), "DocRoot"), name)
    found = found or parts.found(child(body, "DocRoot"), entry)
    if found is None:
        return None
    part, root = found
    pages = child(root, "Pages")
    common = child(root, "CommonData")
    templates = () if common is None else children(common, "TemplatePage")
    return OfdDocument(
        parts,
        part,
        root,
        versions=len(listed),
        pages=tuple(_page(parts, part, page) for page in (() if pages is None else children(pages, "Page"))),
        templates={template.get("ID", ""): _page(parts, part, template) for template in templates},
    )


def _page(parts: Parts, base: str, page: etree._Element) -> PageRef:
    return PageRef(parts.resolve(page.get("BaseLoc", ""), base))


def broken(reason: str, package: Package) -> UnreadableFileError:
    """The error for a package that lacks what it cannot do without."""
    return UnreadableFileError("ING_TRUNCATED", reason, "请重新下载或导出后再提交", package.path)


# ---------------------------------------------------------------- besides the pages


def count_signatures(parts: Parts) -> int:
    """How many signatures and seals the package lists; none of them is verified here."""
    entry = parts.resolve(ENTRY, "") or ENTRY
    count = 0
    for body in children(parts.xml(entry), "DocBody"):
        found = parts.found(child(body, "Signatures"), entry)
        if found:
            count += sum(1 for _ in children(found[1], "Signature"))
        elif content(child(body, "Signatures")):
            count += 1  # a list that is missing or damaged was there all the same
    return count


def attached_names(document: OfdDocument) -> list[str]:
    """The names of the files attached to a document."""
    found = document.parts.found(child(document.root, "Attachments"), document.part)
    if found is None:
        return []
    return [
        item.get("Name", "") or content(child(item, "FileLoc")) or item.get("ID", "")
        for item in children(found[1], "Attachment")
    ]


def count_annotations(document: OfdDocument) -> int:
    """How many annotations people made (GB/T 33190-2016, table 62); links, stamps and watermarks are none."""
    found = document.parts.found(child(document.root, "Annotations"), document.part)
    if found is None:
        return 0
    name, root = found
    count = 0
    for page in children(root, "Page"):
        sheet = document.parts.found(child(page, "FileLoc"), name)
        if sheet:
            notes = (item for item in sheet[1].iter() if local(item) == "Annot")
            count += sum(1 for note in notes if note.get("Type") not in ("Link", "Stamp", "Watermark"))
    return count
