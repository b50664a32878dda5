"""Zip packages that do not know when they were made: the same members give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def timeless(content: bytes) -> bytes:
    """An Office package without the hour of its making."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    core = "docProps/core.xml"
    if core in members:
        members[core] = _MADE.sub(rb"\g<1>2000-01-01T00:00:00Z", members[core])
    return pack(members)
