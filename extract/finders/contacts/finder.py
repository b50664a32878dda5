"""Contacts – 联系方式: whom to call or write to, line by line, with the names that stand above or in the heading.

A number belongs to the office of its own line; else to the lines right above it, to the sentence that sent the reader
there (请与市人社局专技科联系), or to the heading. Blank labels of forms and the foot of a web page are no contacts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.finders.contacts.lines import Draft, names_in, read_line
from extract.finders.contacts.points import points_in
from extract.finders.contacts.tables import read_table, read_typed
from extract.finders.contacts.words import Token, bare_name, closing, list_mark, may_be_persons, tokens, who
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from ingest.document import Span

_CONTEXT_LINE = 60  # a line that only names an office or a person is at most so long
_SENTENCE = re.compile(r"[。；;！!？?]")
_LINES_ABOVE = 8  # 联系单位, 联系人, 地址 … stand at most so many lines above a number
_NUMBER_LINE = re.compile(r"\s*(?:0\d{2,3}[-—–－ ]?)?[1-9]\d{6,7}\s*|\s*1[3-9]\d{9}\s*")
_SPECKS = re.compile(r"\W*\w?\W*")


def find_contacts(view: View) -> Iterator[Mention]:
    """Mentions of kind contact.

    Parts: office or district (several are printed one behind the other), collective (the office that a heading gives
    to every district below it), person, address, phone (label: its form), fax, email, qq, phone_damaged, email_damaged.
    """
    drafts = list(_Walk(view).drafts())  # all of them first: a later line may still add an address to one
    return (draft.mention() for draft in drafts if draft.reachable or not _is_form_label(view.text, draft))


def _is_form_label(text: str, draft: Draft) -> bool:
    """姓名, 性别: the words of a blank form, which are nobody's."""
    named = [text[slice(*p.span)] for p in draft.parts if p.role in ("office", "person", "district")]
    return len(named) == 1 and _says("form_words", named[0])


@dataclass(slots=True)
class _Above:
    """What the lines right above name, for the numbers below; `index` is the last line that they hold for."""

    parts: list[Part]
    index: int


class _Walk:
    """Goes through the passages and keeps what the next number may need: names above, open block, heading."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._text = view.text
        self._above: _Above | None = None
        self._block: Draft | None = None
        self._last: tuple[Draft, int] | None = None
        self._bare: tuple[Draft, Passage] | None = None
        self._intro: Passage | None = None
        numbered = [p.index for p in view.passages if points_in(view, p.span)]
        self._near = {i for n in numbered for i in range(n - _LINES_ABOVE, n + 2)}

    def drafts(self) -> Iterator[Draft]:
        """All contacts, in reading order."""
        skip_to = 0
        for passage in self._view.passages:
            if passage.index < skip_to:
                continue
            if passage.is_row or "\t" in passage.text:
                yield from self._close(passage.index)
                run = self._table_run(passage)
                skip_to = run[-1].index + 1
                table = read_table if passage.is_row else read_typed
                for draft in table(self._view, run):
                    yield self._completed(draft)
                self._last = None
            elif points_in(self._view, passage.span):
                yield from self._with_numbers(passage)
            else:
                yield from self._without_numbers(passage)
        yield from self._close(len(self._view.passages))

    def _table_run(self, first: Passage) -> list[Passage]:
        """The rows of a table, or the lines with tabs, from this one on."""
        run = [first]
        for passage in self._view.passages[first.index + 1 :]:
            same = passage.block is first.block if first.is_row else not passage.is_row and "\t" in passage.text
            if not same:
                break
            run.append(passage)
        return run

    # -- a line with numbers

    def _with_numbers(self, passage: Passage) -> Iterator[Draft]:
        drafts = read_line(self._view, passage.span)
        if self._block is not None and len(drafts) == 1 and self._continues_block(drafts[0], passage):
            self._block.add(*(p for p in drafts[0].parts if p.role != "office" or not self._block.has("office")))
            self._touch(passage)
            return
        if self._bare is not None and (not drafts[0].own_name or passage.clause == self._bare[1].clause):
            self._bare = None  # the line above is the head of these numbers, not an office without one
        yield from self._close(passage.index)
        for i, draft in enumerate(drafts):
            if not draft.has("office", "district"):
                self._inherit(draft, passage, first=i == 0)
            yield self._completed(draft, passage)
        self._last = (drafts[-1], passage.index)
        if self._names_above(passage) and not drafts[0].own_name:
            self._touch(passage)  # the names above hold for the next line too
        if passage.text.rstrip().endswith(("：", ":")):
            self._intro = passage

    def _continues_block(self, draft: Draft, passage: Passage) -> bool:
        """Whether a line only adds to 联系单位／联系人 above: no office of its own, no second person or number."""
        block = self._block
        if block is None or not self._names_above(passage) or draft.has("district"):
            return False
        if draft.has("qq") and draft.has("office"):
            return False  # 技术咨询QQ群：… is a channel of its own
        twice = any(draft.has(role) and block.has(role) for role in ("person", "office"))
        return not twice and len(passage.text) <= _CONTEXT_LINE * 2

    def _names_above(self, passage: Passage) -> list[Part]:
        """What the lines right above a passage name."""
        return self._above.parts if self._above is not None and self._above.index == passage.index - 1 else []

    def _follows_last(self, passage: Passage) -> bool:
        """Whether the line above is the last contact's."""
        return self._last is not None and self._last[1] == passage.index - 1

    def _touch(self, passage: Passage) -> None:
        if self._above is not None:
            self._above.index = passage.index

    def _inherit(self, draft: Draft, passage: Passage, *, first: bool) -> None:
        """Names from elsewhere, the nearest first."""
        draft.inherit(*(p for p in self._names_above(passage) if not draft.has(p.role)))
        if draft.has("office", "district") or not first:
            return
        if parts := self._sentence_office((passage.span[0], draft.start)) or self._sent_from_above(passage):
            draft.inherit(*parts)
        elif self._last is not None and self._follows_last(passage) and not _is_marked(self._text, passage):
            if draft.only_email and self._last[0].is_support(self._text):
                return  # 平台客服：… above 材料报送邮箱：…
            draft.inherit(*(p for p in self._last[0].parts if p.role in ("office", "district")))
        elif (office := self._heading_office(passage)) is not None:
            draft.inherit(Part("office", office, "heading"))

    def _sent_from_above(self, passage: Passage) -> list[Part]:
        """The office that the paragraph right above sends the reader to."""
        above = self._view.passages[passage.index - 1] if passage.index else None
        return [] if above is None or above.is_row or self._follows_last(passage) else self._sentence_office(above.span)

    def _sentence_office(self, span: Span) -> list[Part]:
        """The last office that the words of a stretch send the reader to: 请与…联系, 报送…."""
        for match in reversed(list(_strong(self._text, span))):
            run = next(tokens(self._text, (match, span[1])), None)
            named = who(self._text, run.span) if run is not None and run.kind == "name" else None
            if named is not None and named.kind == "office" and named.span[0] <= match + 2:
                return [Part("office", named.span, "sentence")]
        return []

    def _heading_office(self, passage: Passage) -> Span | None:
        """The office that the heading or the line with a colon above names."""
        if self._intro is None or not _covers(self._intro, passage):
            return None
        span = _heading_name(self._text, self._intro)
        name = self._text[slice(*span)]
        if name.startswith("各") or "各单位" in name or "，" in name:
            return None  # to whom the notice goes
        named = who(self._text, span)
        if _says("heading_empty", name) or _says("collective", name) or named is None or named.kind != "office":
            return None
        return span

    def _completed(self, draft: Draft, passage: Passage | None = None) -> Draft:
        """A bare district gets the office that its line's head or the heading gives to all districts."""
        if not draft.has("district") or draft.has("office"):
            return draft
        for head in (passage, self._intro):
            span = _heading_name(self._text, head) if head is not None else (0, 0)
            for _, pattern in labelled("contacts", "collective"):
                if match := pattern.fullmatch(self._text, *span):
                    draft.inherit(Part("collective", match.span("office")))
                    return draft
        return draft

    # -- a line without numbers

    def _without_numbers(self, passage: Passage) -> Iterator[Draft]:
        if self._last is not None and self._follows_last(passage) and _NUMBER_LINE.fullmatch(passage.text):
            self._last[0].add(Part("phone", trim(self._text, passage.span), "local"))
            self._last = (self._last[0], passage.index)
            return
        words = self._words(passage)
        parts = _line_names(self._text, words)
        labelled_line = bool(words) and words[0].kind in ("label", "address")
        if words and labelled_line and all(_is_value(w) for w in words) and (parts or self._block is not None):
            yield from self._labelled(passage, parts)
            return
        yield from self._close(passage.index)
        if words and parts and _all_named(words, parts):
            self._named(passage, words, parts)
        elif not _SPECKS.fullmatch(passage.text):
            self._above = None
        if passage.is_heading or passage.text.rstrip().endswith(("：", ":")):
            self._intro = passage

    def _words(self, passage: Passage) -> list[Token]:
        """The words of a short line near a line with numbers; far from any, no line is read for names."""
        far = passage.index not in self._near or len(passage.text) > _CONTEXT_LINE
        if far or _SENTENCE.search(passage.text.rstrip("。；;")):
            return []
        start = list_mark(self._text, passage.span)
        return list(tokens(self._text, (start, passage.span[1])))

    def _labelled(self, passage: Passage, parts: list[Part]) -> Iterator[Draft]:
        """联系单位：…, 联系人：…, 地址：… on lines of their own: one contact with what follows."""
        only_address = all(p.role == "address" for p in parts)
        if self._block is None and only_address and parts and self._last and self._follows_last(passage):
            draft = self._last[0]
            if not draft.has("address") and parts[0].span[0] - draft.end <= _CONTEXT_LINE:
                draft.add(*parts)
            return
        above = self._names_above(passage)
        if self._block is None or not above or any(self._block.has(p.role) for p in parts):
            yield from self._close(passage.index)
            self._block = Draft(*passage.span)
            if not any(p.role == "office" for p in parts):
                self._block.inherit(*(p for p in above if p.role in ("office", "district")))
        self._block.add(*parts)
        self._above = _Above(self._block.parts, passage.index)

    def _named(self, passage: Passage, words: list[Token], parts: list[Part]) -> None:
        """A line that only names an office or a person: the head of the numbers below, or an office without one."""
        if (
            self._last is not None
            and self._follows_last(passage)
            and self._last[0].own_name
            and (len(parts) == 1 and parts[0].role != "person" and self._is_listed(passage, words))
        ):
            self._bare = (Draft(*passage.span, list(parts), own_name=True), passage)
            self._last = (self._bare[0], passage.index)
        self._above = _Above(parts, passage.index)

    def _is_listed(self, passage: Passage, words: list[Token]) -> bool:
        """Whether a line is an item like the one above it: numbered at the same depth, or with an open colon."""
        above = self._view.passages[passage.index - 1]
        sibling = _is_marked(self._text, passage) and len(above.clause) == len(passage.clause)
        return sibling or words[-1].colon

    def _close(self, index: int) -> Iterator[Draft]:
        """Gives out what was waiting: the open block, and an office that turned out to have no number."""
        if self._bare is not None and self._bare[1].index < index:
            yield self._completed(self._bare[0])
            self._bare = None
        if self._block is not None:
            block, self._block = self._block, None
            if block.reachable:
                if not block.has("office", "district") and self._above is not None:
                    block.inherit(*(p for p in self._above.parts if p.role == "office" and p not in block.parts))
                yield block


def _strong(text: str, span: Span) -> Iterator[int]:
    """Ends of the verbs that send the reader somewhere."""
    for _, pattern in labelled("contacts", "strong_before"):
        yield from (m.end() for m in pattern.finditer(text, *span))


def _is_value(word: Token) -> bool:
    return word.kind != "name" or not word.colon


def _line_names(text: str, words: list[Token]) -> list[Part]:
    """The names of a line; behind an office, two persons may be run together (张三李四) and are kept as printed."""
    parts = names_in(text, words)
    if not parts and len(words) > 1 and words[-1].kind == "name" and may_be_persons(text[slice(*words[-1].span)]):
        office = names_in(text, words[:-1])
        return [*office, Part("person", words[-1].span, "several")] if office else []
    return parts


def _all_named(words: list[Token], parts: list[Part]) -> bool:
    """Whether every word of a line is part of a name."""
    spans = [p.span for p in parts]
    return all(any(a < w.span[1] and w.span[0] < b for a, b in spans) for w in words if w.kind == "name")


def _is_marked(text: str, passage: Passage) -> bool:
    """Whether a line opens with a list number."""
    return list_mark(text, passage.span) > passage.span[0]


def _heading_name(text: str, heading: Passage) -> Span:
    """What a heading, or a line up to its first colon, speaks of: without its number and the 联系电话 at its end."""
    start = list_mark(text, heading.span)
    name = re.split("[：:]", text[start : heading.span[1]], maxsplit=1)[0]
    for pattern in closing("heading_tail"):
        tail = pattern.search(name)
        name = name[: tail.start()] if tail else name
    return bare_name(text, trim(text, (start, start + len(name)), " 　：:（("))


def _covers(intro: Passage, passage: Passage) -> bool:
    """Whether a heading or a line with a colon still speaks of a passage: same clause, nothing but contacts between."""
    return passage.clause[: len(intro.clause)] == intro.clause and passage.index - intro.index <= 40


def _says(section: str, text: str) -> bool:
    return any(p.fullmatch(text) for _, p in labelled("contacts", section))
