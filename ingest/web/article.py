"""Finds the article on a page: strips come in, each gets a role; the notice's own have none.

The container is the deepest block that holds nearly all running text. Around it the title, the line of publication,
the signature and links to attachments are taken back in, because every system puts them somewhere else.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from lxml import etree

from ingest.data import load_yaml
from ingest.web.marks import chrome
from ingest.web.page import Page, Region, Strip

_SHARE = 0.8  # of the page's running text must stand in the container
_TRUSTED = 0.5  # a frame of the site holds no more than this share of the page's text
_LABEL = 32  # characters: what works the page is short, or a link
_LONGEST = 240  # characters: a longer line is a paragraph, whatever it begins with
_HEAD = 8  # strips at the start of the article among which its title stands
_FOOT = 20  # strips at the end of the page among which its foot is looked for
_BACK = 40  # strips before the container among which its head may stand
_TITLE_WORDS = re.compile(r"关于|通知|公告|通告|意见|办法|规定|方案|的函|批复")
_TITLE_PARTS = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|\s*-{2,}\s*|(?<=[\u4e00-\u9fff）)])-(?=[\u4e00-\u9fff])|\s*[>»]+\s*"
)
_TITLE_LINE = re.compile(r".{0,40}关于.{4,80}的?(?:通知|公告|通告|意见|办法|规定|方案|函|批复)(?:[（(].{1,12}[)）])?")
_BLANK = re.compile(r"\s+")


def assign_roles(page: Page) -> None:
    """Give every strip of the page its role: "" for the notice, else navigation, header, footer or floating."""
    strips = page.strips
    if not strips:
        return
    _apply_frames(page)
    region = _container(page)
    first, last = (region.first, region.last) if region is not None else (0, len(strips))
    columns = _columns(region)
    for strip in strips[:first]:
        strip.role = strip.hint or ("header" if strip.level else "navigation")
    for strip in strips[last:]:
        strip.role = strip.hint or ("footer" if _matches(_footers(), strip.text) else "navigation")
    for strip in strips[first:last]:
        strip.role = _inner_role(strip)
    _cut_tail(strips, first, last)
    _take_head(strips[max(0, first - _BACK) : first], page.title, columns)
    _take_foot(strips[last:], columns)


def title_words(title: str) -> str:
    """The part of a page's title that names the notice, without site and column names."""
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    return max(parts, key=lambda part: (_TITLE_WORDS.search(part) is not None, len(part)), default="")


def names_notice(title: str) -> bool:
    """Whether words look like the title of a notice rather than the name of a site."""
    return _TITLE_WORDS.search(title) is not None


def prints_title(strips: list[Strip], title: str) -> bool:
    """Whether the article's first lines print a title: this one, broken into lines or cut off with dots, or another."""
    wanted = _BLANK.sub("", title).rstrip(".…")
    head = [strip.text for strip in strips if not strip.role]
    if wanted in _BLANK.sub("", "".join(head[:_BACK])):
        return True
    return any(_TITLE_LINE.fullmatch(text) for text in head[:_HEAD])


def _apply_frames(page: Page) -> None:
    """Give strips the role of the frame around them, an inner frame before an outer one.

    A site may name the frame of its article `print` or `position`: one that holds half the text is not believed.
    """
    sums = [0, *accumulate(_prose(strip) for strip in page.strips)]
    for frame in reversed(page.frames):
        if sums[frame.last] - sums[frame.first] <= _TRUSTED * sums[-1]:
            for strip in page.strips[frame.first : frame.last]:
                strip.hint = frame.role


def _prose(strip: Strip) -> int:
    return 0 if strip.is_linked else len(strip.text) - strip.links


def _container(page: Page) -> Region | None:
    """The deepest block that holds nearly all running text; None where there is no text or no block."""
    weights = [0 if strip.hint else _prose(strip) for strip in page.strips]
    for i in range(max(0, len(weights) - _FOOT), len(weights)):
        if weights[i] and _matches(_footers(), page.strips[i].text):
            weights[i] = 0
    sums = [0, *accumulate(weights)]
    least = _SHARE * sums[-1]
    # Blocks end inside out, so of nested ones that suffice the first is the deepest.
    return next((r for r in page.regions if sums[-1] and sums[r.last] - sums[r.first] >= least), None)


def _columns(region: Region | None) -> frozenset[etree._Element]:
    """The cells around the container, where the page is laid out in tables."""
    if region is None:
        return frozenset()
    around = region.element.iterancestors("td")
    return frozenset([*around, region.element]) if region.element.tag == "td" else frozenset(around)


def _stands_beside(strip: Strip, columns: frozenset[etree._Element]) -> bool:
    """Whether a strip is in another column of the page: in the same row as the container, in another cell."""
    if not columns:
        return False
    rows = {cell.getparent() for cell in columns}
    at: etree._Element | None = strip.element
    while at is not None and at not in columns:
        if at.tag == "td" and at.getparent() in rows:
            return True
        at = at.getparent()
    return False


def _inner_role(strip: Strip) -> str:
    if strip.hint or strip.in_table:  # a cell may say 大 or 返回 and mean it
        return strip.hint
    if strip.links and strip.dead >= strip.links and strip.is_linked:
        return "navigation"  # nothing but links that lead nowhere: buttons of the page
    return "navigation" if _is_tool(strip) else ""


def _cut_tail(strips: list[Strip], first: int, last: int) -> None:
    """Links to other pages at the end of the container, behind 相关阅读 or 上一篇; attachments among them stay."""
    start = last
    while start > first and (strips[start - 1].is_linked or strips[start - 1].role or _is_tail(strips[start - 1])):
        start -= 1
    while start < last and not _is_tail(strips[start]):
        start += 1
    for strip in strips[start:last]:
        if not _is_attachment(strip):
            strip.role = strip.role or "navigation"


def _take_head(strips: list[Strip], title: str, columns: frozenset[etree._Element]) -> None:
    """Title, line of publication and table of particulars among the strips above the container."""
    wanted = _BLANK.sub("", title_words(title))
    titled = bool(wanted) and names_notice(wanted)
    adjacent = True
    for strip in reversed(strips):
        tool = _is_tool(strip)
        adjacent = adjacent and not strip.is_linked and (tool or not strip.hint) and not _is_breadcrumb(strip)
        adjacent = adjacent and not _stands_beside(strip, columns)
        says_title = titled and _BLANK.sub("", strip.text) == wanted
        if says_title or (adjacent and not tool) or _matches(chrome().publication, strip.text):
            strip.role = ""


def _take_foot(strips: list[Strip], columns: frozenset[etree._Element]) -> None:
    """Signature, date and attachments below the container, up to the first line that is the page's own."""
    adjacent = True
    for strip in strips:
        if strip.hint == "footer" or _matches(_footers(), strip.text):
            return
        attachment = _is_attachment(strip)
        if strip.hint or _is_tail(strip) or _is_tool(strip) or (strip.is_linked and not attachment):
            adjacent = False
        adjacent = adjacent and not _stands_beside(strip, columns)
        if adjacent or attachment:
            strip.role = ""


def _is_attachment(strip: Strip) -> bool:
    return strip.links > 0 and _matches(chrome().attachment, strip.text)


def _is_tool(strip: Strip) -> bool:
    return (strip.links > 0 or len(strip.text) <= _LABEL) and _matches(chrome().tools, strip.text)


def _is_tail(strip: Strip) -> bool:
    return (strip.links > 0 or len(strip.text) <= _LABEL) and _matches(chrome().tail, strip.text)


def _is_breadcrumb(strip: Strip) -> bool:
    return strip.links > 0 and (">" in strip.text or "»" in strip.text or "位置" in strip.text)


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return len(text) <= _LONGEST and any(pattern.fullmatch(text) for pattern in patterns)


@cache
def _footers() -> tuple[re.Pattern[str], ...]:
    """What marks the foot of a page, in the shared table of furniture."""
    rows = load_yaml("furniture.yaml")
    return tuple(
        re.compile(row["find"]) for name in ("lines", "after") for row in rows[name] if row["role"] == "footer"
    )
