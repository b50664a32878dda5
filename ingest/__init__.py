"""file → Document: what was on the page, where, and how sure."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import Document, ElementPlace, LinePlace, PagePlace, PartPlace, Place, Repair, Span
from ingest.errors import JxjyError, UnreadableFileError

if TYPE_CHECKING:
    from ingest.reading import Reading
    from ingest.screen import Screened

__all__ = [
    "Document",
    "ElementPlace",
    "JxjyError",
    "LinePlace",
    "PagePlace",
    "PartPlace",
    "Place",
    "Repair",
    "Span",
    "UnreadableFileError",
    "read",
]


def read(path: str | Path) -> Document:
    """The Document of a file, whatever its name says it is.

    Raises UnreadableFileError with a code ING_* (catalogue in docs/findings.md) and nothing else for a bad file.
    """
    # Imported here, so that naming the types of a Document costs neither lxml nor a PDF library.
    from ingest.assemble import assemble  # noqa: PLC0415
    from ingest.screen import screen  # noqa: PLC0415

    screened = screen(Path(path))
    reading = _reading(screened)
    reading = replace(reading, notices=screened.notices + reading.notices)
    return assemble(reading, file=screened.path.name, sha256=sha256(screened.data).hexdigest())


def _reading(screened: Screened) -> Reading:
    """The Reading by the reader that this kind of file has; a kind without one was refused by the screening."""
    from ingest.formats import PICTURE_KINDS, VIA_OFFICE, Kind  # noqa: PLC0415

    kind, data, path = screened.kind, screened.data, screened.path
    if screened.package is not None and kind is Kind.OFD:
        from ingest.ofd import read_ofd  # noqa: PLC0415
        from ingest.recognition import find_recogniser  # noqa: PLC0415

        return read_ofd(screened.package, find_recogniser())
    if kind in VIA_OFFICE:
        from ingest.office.legacy import read_office  # noqa: PLC0415

        return read_office(data, path, kind, screened.package)
    if screened.package is not None:
        from ingest.word import read_package  # noqa: PLC0415

        return read_package(screened.package, kind)
    if kind is Kind.PDF:
        from ingest.pdf import read_pdf  # noqa: PLC0415
        from ingest.recognition import find_recogniser  # noqa: PLC0415

        return read_pdf(data, path, find_recogniser())
    if kind in PICTURE_KINDS:
        from ingest.picture import read_picture  # noqa: PLC0415
        from ingest.recognition import find_recogniser  # noqa: PLC0415

        return read_picture(data, path, kind, find_recogniser())
    if kind is Kind.HTML:
        from ingest.web import read_html  # noqa: PLC0415

        return read_html(data, path)
    if kind is Kind.MHTML:
        from ingest.web import read_mhtml  # noqa: PLC0415

        return read_mhtml(data, path)
    from ingest.txt import read_txt  # noqa: PLC0415

    return read_txt(data, path)
