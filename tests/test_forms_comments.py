"""Word comments: put at cells, paragraphs and empty places, taken out again, and nothing else of the file touched."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from corpus.forms.cases import cases
from corpus.forms.drawing import form_bytes
from forms.comments import AUTHOR, Remark, annotate, comments_in, strip
from ingest.errors import UnreadableFileError
from ingest.word import read_docx
from ingest.word.places import element_at
from ingest.word.tags import P

DAY = dt.date(2026, 6, 10)
MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def commented(document: bytes, identity: str) -> list[etree._Element]:
    """The paragraphs in which a comment begins and ends."""
    root = etree.fromstring(document)
    marks = [e for e in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd") if e.get(f"{W}id") == identity]
    return [mark.getparent() for mark in marks]  # type: ignore[misc]


@pytest.mark.parametrize("name", ["pf01-plain", "pf09-tracked", "pf12-controls", "pf14-nested", "bd01-plain"])
def test_comments_change_nothing_else_and_come_out_again(name: str) -> None:
    data = form_bytes(cases()[name])
    places = ["tbl[0]/tr[0]/tc[1]", "tbl[0]/tr[2]/tc[1]/p[0]", "p[1]", "tbl[0]/tr[0]/tc[1]", "nowhere[9]", ""]
    marked = annotate(data, [Remark(MAIN, path, f"第{n}处\n编号") for n, path in enumerate(places)], DAY)
    before, after = parts(data), parts(marked)
    known = {MAIN, "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}
    assert {part for part in after if after[part] != before.get(part)} <= known
    ours = [comment for comment in comments_in(marked) if comment.author == AUTHOR]
    assert sorted(line for c in ours for line in c.text.split("\n") if line != "编号") == [
        f"第{n}处" for n in range(len(places))
    ]
    assert read_docx(marked, Path("a.docx")).raw == read_docx(data, Path("a.docx")).raw
    again = strip(marked)
    assert comments_in(again) == comments_in(data)
    assert parts(again).keys() == before.keys()
    assert etree.tostring(etree.fromstring(parts(again)[MAIN]), method="c14n") == etree.tostring(
        etree.fromstring(before[MAIN]), method="c14n"
    )


def test_a_comment_stands_at_its_cell_even_where_it_is_empty() -> None:
    data = form_bytes(cases()["pf07-missing"])
    marked = annotate(data, [Remark(MAIN, "tbl[0]/tr[2]/tc[1]", "未填写")], DAY)
    document = parts(marked)[MAIN]
    cell = element_at(etree.fromstring(document), "tbl[0]/tr[2]/tc[1]")
    assert cell is not None
    texts = [etree.tostring(p) for p in cell.iter(P)]
    assert [etree.tostring(p) for p in commented(document, "0")] == [texts[0], texts[0]]


def test_strict_files_stay_strict() -> None:
    data = form_bytes(cases()["pf14-nested"])
    marked = annotate(data, [Remark(MAIN, "p[0]", "请核对")], DAY)
    assert all(b"schemas.openxmlformats.org/wordprocessingml/2006/main" not in part for part in parts(marked).values())
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in parts(marked)["word/_rels/document.xml.rels"]
    assert [c.text for c in comments_in(marked)] == ["请核对"]


def test_comments_of_the_clerk_stay_and_ours_are_known_without_their_author() -> None:
    data = form_bytes(cases()["pf09-tracked"])
    (own,) = comments_in(data)
    marked = annotate(data, [Remark(MAIN, "p[0]", "未填写\n编号 371500-2026-退回-0001")], DAY)
    nameless = annotate(data, [Remark(MAIN, "p[0]", "未填写\n编号 371500-2026-退回-0001")], DAY)
    word = {**parts(nameless)}
    word["word/comments.xml"] = word["word/comments.xml"].replace(AUTHOR.encode(), "作者".encode())
    buffer = BytesIO()
    with ZipFile(buffer, "w") as target:
        for name, content in word.items():
            target.writestr(name, content)
    assert comments_in(strip(marked)) == comments_in(strip(buffer.getvalue())) == [own]
    assert strip(data) is data


def test_bytes_that_are_no_word_file_are_refused() -> None:
    with pytest.raises(UnreadableFileError):
        annotate(b"PK\x03\x04", [Remark(MAIN, "", "x")], DAY)
