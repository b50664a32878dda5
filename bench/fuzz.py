"""Fuzzing, one reader at a time: whatever the bytes, a Document or the base error, and nothing else.

Coverage leads the way (atheris). What a zip would protect by checksums is put into a sound package after it was
mutated. A found case stands in the file `crash-…`; it belongs into the tests, with the fix.
Run: pip install atheris; python bench/fuzz.py READER [SECONDS]
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import atheris
from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["ingest"]):
    import ingest
    import ingest.ofd
    import ingest.pdf
    import ingest.recognition
    import ingest.web
    import ingest.word
    from ingest.office import legacy

from tests import ofd_maker, office_maker  # noqa: E402
from tests.hostile import cases, pdfs, zips  # noqa: E402
from tests.test_read_faults import BODY, WEB, WORD  # noqa: E402
from tests.word_package import document, package  # noqa: E402

ingest.recognition.find_recogniser = lambda: None  # it takes a second a page

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
FILE = FOLDER / "a"
PAGE = ofd_maker.text(30, 40, "每年不少于90学时", deltas="g 4 5.6 2.8 2.8 5.6") + ofd_maker.grid(
    [20, 60, 99], [20, 30, 40]
)
OFD_COMMON = '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/><ofd:PublicRes>R.xml</ofd:PublicRes>'


def whole(data: bytes) -> None:
    """Read a file of these bytes."""
    FILE.write_bytes(data)
    try:
        read = ingest.read(FILE)
    except ingest.JxjyError:
        return
    if read.text:
        read.locate((0, len(read.text)))


def as_body(data: bytes) -> None:
    """The bytes as the main part of a Word file."""
    whole(package("", members={"word/document.xml": data}))


def as_page(data: bytes) -> None:
    """The bytes as the content of an OFD page."""
    whole(ofd_maker.ofd(members={"Doc_0/Document.xml": ofd_maker.document(1), "Doc_0/Pages/Page_0/Content.xml": data}))


def as_document(data: bytes) -> None:
    """The bytes as the document part of an OFD."""
    whole(ofd_maker.ofd(PAGE, members={"Doc_0/Document.xml": data, "Doc_0/T.xml": ofd_maker.page(PAGE)}))


def as_doc(data: bytes) -> None:
    """The bytes as an old Word file, as far as it is looked at before LibreOffice."""
    try:
        legacy._look_at_doc(data, FILE)
    except ingest.JxjyError:
        return


TARGETS: dict[str, tuple[Callable[[bytes], None], Iterable[bytes]]] = {
    "word": (as_body, [document(BODY).encode()]),
    "zip": (whole, [WORD, zips.WORD, zips.overlapping(), ofd_maker.ofd(PAGE)]),
    "ofd-page": (as_page, [ofd_maker.page(PAGE, '<ofd:Template TemplateID="1"/>').encode()]),
    "ofd-document": (as_document, [ofd_maker.document(1, OFD_COMMON).encode()]),
    "pdf": (whole, [pdfs.GOOD, pdfs.without_xref(), pdfs.locked(b"", b"x")]),
    "web": (whole, [WEB]),
    "text": (whole, [cases.NOTICE.encode(), cases.NOTICE.encode("gbk"), cases.NOTICE.encode("utf-16")]),
    "doc": (as_doc, [office_maker.ole(office_maker.fib(), more="VBA")]),
}

XML = frozenset({"word", "ofd-page", "ofd-document"})

ODD = ("", "0", "-1", "1e308", "nan", "g 9 9", "9" * 30, "true", "External", "../../a", "1 0 0 1 0 0", "M 0 0 L 9 9 C")
"""Values that attributes are not often given."""


def mutate_xml(data: bytes, size: int, seed: int) -> bytes:
    """A sound XML with something odd in it, or, one time in four, with bytes turned."""
    chance = random.Random(seed)
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return bytes(atheris.Mutate(data, size))
    for _ in range(chance.randint(1, 4)):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randint(0, 4):
            case 0 if one.attrib:
                name = chance.choice(one.keys())
                with suppress(ValueError):  # here and below: a name that an earlier accident has made
                    one.set(name, chance.choice([*ODD, *other.attrib.values()]))
            case 1:
                one.text = chance.choice(["", "\n", "¤", "1、", "\u3000", "字" * 99, *ODD])
            case 2 if one is not root:
                one.getparent().remove(one)
            case 3:
                one.append(deepcopy(other))
            case 4:
                with suppress(ValueError):
                    one.tag = other.tag
    out = etree.tostring(root)
    return bytes(atheris.Mutate(out, size)) if chance.random() < 0.25 or len(out) > size else out


def main() -> None:
    """Fuzz one target for as long as is said."""
    name, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 600
    target, seeds = TARGETS[name]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=4096", "-max_len=20000"]
    mutator = mutate_xml if name in XML else None
    atheris.Setup([sys.argv[0], *options, str(corpus)], target, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
