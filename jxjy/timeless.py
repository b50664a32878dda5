"""An Office package → the same without the hour of its making, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

LONG_AGO = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def timeless(content: bytes) -> bytes:
    """The same package without the hour of its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in _parts(old):
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        part = archive.read(name)
        yield name, MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part
