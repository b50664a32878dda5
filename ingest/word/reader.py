"""Word package → Reading: headers, body, notes and footers in reading order, and what a clerk should know of the file.

Reads the XML itself, since the paragraph text of python-docx leaves out content controls, insertions, text boxes and
automatic numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.document import Notice
from ingest.draft import Draft
from ingest.errors import UnreadableFileError
from ingest.formats import WORD_KINDS, Kind
from ingest.package import Package, open_package
from ingest.reading import Reading
from ingest.screen import package_kind
from ingest.word import tags
from ingest.word.body import PartWriter
from ingest.word.numbering import Numbering
from ingest.word.relations import Relations, external_count, relations_of
from ingest.word.runs import RunReader, Seen
from ingest.word.styles import NO_STYLES, Styles, StyleTable, load_styles

_USUAL_PART = "word/document.xml"
_MOST_CELLS = 50_000
"""A notice with a list of some thousand people has fewer cells; more would cost minutes."""
_FEW = 30  # characters: less text than this beside pictures is a scan in a Word coat


def read_docx(data: bytes, path: Path) -> Reading:
    """A Word file (DOCX, DOCM, DOTX, DOTM; Transitional or Strict) as a Reading.

    Raises UnreadableFileError: ING_TRUNCATED, ING_LIMIT, ING_ENCRYPTED, ING_DTD_PRESENT, ING_UNSUPPORTED (a zip that
    is no Word file), ING_EMPTY (no text) and ING_NEEDS_OCR (pictures and next to no text).
    """
    package = open_package(data, path)
    return read_package(package, package_kind(package))


def read_package(package: Package, kind: Kind) -> Reading:
    """An opened Word package as a Reading; raises as `read_docx`."""
    if kind not in WORD_KINDS:
        raise UnreadableFileError(
            "ING_UNSUPPORTED", f"这是{kind.value.name}，不是 Word 文档", "请提交 Word 文档", package.path
        )
    story = _Story(package)
    story.write()
    reading = Reading(
        raw=story.draft.raw,
        lines=tuple(story.draft.lines),
        media_type=kind.value.media_type,
        reader="docx",
        tables=story.draft.tables,
        inlines=tuple(story.draft.inlines),
        asides=tuple(story.draft.asides),
        notices=tuple(story.notices()),
    )
    _refuse_wordless(reading, story.seen, package.path)
    return reading


class _Story:
    """The parts of one package on their way into a draft."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = relations_of(package).target("officeDocument") or _USUAL_PART
        self.relations: Relations = relations_of(package, self.main)
        self.seen = Seen()
        self.beside = Seen()  # headers and footers: a logo there says nothing of the text
        self.draft = Draft()
        self.styles = Styles(self._load_styles)
        self.root = package.xml(self.main)
        self.numbering = self._numbering()

    def write(self) -> None:
        """Headers, body, footnotes, endnotes, footers."""
        body = self.root.find(tags.BODY)
        if body is None:
            raise UnreadableFileError("ING_TRUNCATED", "Word 文件没有正文部分", "请重新另存后再提交", self.package.path)
        cells = sum(1 for _ in body.iter(tags.TC))
        if cells > _MOST_CELLS:
            reason = f"表格共{cells}个单元格，超过上限{_MOST_CELLS}个"
            raise UnreadableFileError("ING_LIMIT", reason, "请拆分文件，名单一类的附表另行提交", self.package.path)
        self._margins(tags.HEADER_REFERENCE, "header")
        runs = RunReader(self.root, self.styles, self.seen)
        PartWriter(self.main, runs, self.numbering, self.draft).blocks(body)
        self._notes("footnotes", self.seen.footnotes)
        self._notes("endnotes", self.seen.endnotes)
        self._margins(tags.FOOTER_REFERENCE, "footer")

    def notices(self) -> Iterator[Notice]:
        """What the text does not tell."""
        seen, beside = self.seen, self.beside
        inserted, deleted = seen.insertions + beside.insertions, seen.deletions + beside.deletions
        if inserted or deleted:
            yield Notice(
                "WORD_TRACKED_CHANGES", f"含未接受的修订：插入{inserted}处（已读入），删除{deleted}处（未读入）"
            )
        if seen.hidden or beside.hidden:
            yield Notice("HIDDEN_TEXT", f"含隐藏文字约{seen.hidden + beside.hidden}字，未读入")
        if seen.images:
            yield Notice("IMAGE", f"正文含图片{seen.images}张，图中文字未读入")
        if seen.objects:
            yield Notice("WORD_EMBEDDED_OBJECT", f"含嵌入对象{seen.objects}个，内容未读入")
        if seen.formulas:
            yield Notice("WORD_FORMULA", f"含公式{seen.formulas}处，未读入")
        if seen.foreign:
            yield Notice("WORD_FOREIGN_PART", f"嵌有其他格式的文档{seen.foreign}份，内容未读入")
        comments = self._part("comments")
        if comments is not None and len(comments):
            yield Notice("WORD_COMMENTS", f"含批注{len(comments)}处，未读入")
        links = external_count(self.package)
        if links:
            yield Notice("EXTERNAL_LINK", f"引用文件以外的内容{links}处，未访问")

    def _load_styles(self) -> StyleTable:
        part = self.relations.target("styles")
        return load_styles(self.package, part) if part else NO_STYLES

    def _part(self, relation: str) -> etree._Element | None:
        name = self.relations.target(relation)
        return self.package.xml(name) if name else None

    def _numbering(self) -> Numbering:
        numbered = next(self.root.iter(tags.NUM_PR, tags.P_STYLE), None) is not None
        root = self._part("numbering") if numbered else None
        linked = root is not None and next(root.iter(tags.NUM_STYLE_LINK), None) is not None
        return Numbering(root, self.styles.num_ids if linked else {})

    def _margins(self, reference: str, role: str) -> None:
        """Headers or footers that a section refers to, each once; what a style says is nothing to furniture."""
        parts = dict.fromkeys(self.relations.by_id(ref.get(tags.R_ID, "")) for ref in self.root.iter(reference))
        for part in filter(None, parts):
            root = self.package.xml(part)
            if next(root.iter(tags.T, tags.TEXT_PATH, tags.FLD_SIMPLE), None) is not None:
                runs = RunReader(root, Styles(dict), self.beside)
                PartWriter(part, runs, self.numbering, self.draft, role).blocks(root)

    def _notes(self, relation: str, references: list[str]) -> None:
        """Footnotes or endnotes in the order in which the text refers to them."""
        part = self.relations.target(relation) if references else ""
        if not part:
            return
        root = self.package.xml(part)
        runs = RunReader(root, self.styles, self.seen)
        writer = PartWriter(part, runs, self.numbering, self.draft)
        notes = {note.get(tags.ID, ""): (index, note) for index, note in enumerate(root)}
        for identity in dict.fromkeys(references):
            if identity in notes:
                index, note = notes[identity]
                writer.blocks(note, f"{relation[:-1]}[{index}]/")


def _refuse_wordless(reading: Reading, seen: Seen, path: Path) -> None:
    letters = sum(line.span[1] - line.span[0] for line in reading.lines if not line.furniture)
    if letters < _FEW and seen.images:
        raise UnreadableFileError(
            "ING_NEEDS_OCR",
            f"Word 文件中只有图片（{seen.images}张），几乎没有文字",
            "请提交文字版；只有图片时须先作文字识别",
            path,
        )
    if not letters and seen.foreign:
        raise UnreadableFileError(
            "ING_UNSUPPORTED",
            "Word 文件的正文是嵌入的其他格式文档",
            "请用 WPS 或 Word 打开后另存为“Word 文档（.docx）”再提交",
            path,
        )
    if not letters:
        raise UnreadableFileError("ING_EMPTY", "Word 文件中没有文字", "请确认是否传错了文件", path)
