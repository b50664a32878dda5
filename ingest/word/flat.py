"""A Word file saved as one XML file (Flat OPC, what Word calls “Word XML 文档”) → the package that it stands for.

Source: ECMA-376-2, annex on flat packages; parts stand as XML or, if they are none, in base64.
"""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from ingest.errors import UnreadableFileError
from ingest.package import Package, open_package, parse_part

_NAMESPACE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MARK = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_HEAD = 4096
_CONTENT_TYPES = "[Content_Types].xml"


def is_flat(data: bytes) -> bool:
    """Whether an XML file is a package in one piece."""
    return _MARK in data[:_HEAD]


def open_flat(data: bytes, path: Path) -> Package:
    """The package with all its checks. Raises UnreadableFileError as `open_package`."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        types = []
        for part in parse_part(path, path.name, data).iter(f"{_NAMESPACE}part"):
            name, kind = part.get(f"{_NAMESPACE}name", ""), part.get(f"{_NAMESPACE}contentType", "")
            types.append(etree.Element("Override", PartName=name, ContentType=kind))
            archive.writestr(name.removeprefix("/"), _content(part, path))
        root = etree.Element("Types")
        root.extend(types)
        archive.writestr(_CONTENT_TYPES, etree.tostring(root))
    return open_package(buffer.getvalue(), path)


def _content(part: etree._Element, path: Path) -> bytes:
    inner = next(iter(part), None)
    if inner is None:
        return b""
    if inner.tag == f"{_NAMESPACE}binaryData":
        try:
            return base64.b64decode(inner.text or "")
        except (binascii.Error, ValueError) as error:
            raise UnreadableFileError("ING_TRUNCATED", "文件内的部件已损坏", "请重新另存后再提交", path) from error
    return b"".join(etree.tostring(root, with_tail=False) for root in inner)
