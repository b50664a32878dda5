"""Finds the article on a page: strips come in, each gets a role; the notice's own have none.

The container is the deepest block that holds nearly all running text. Around it the title, the line of publication,
the signature and links to attachments are taken back in, because every system puts them somewhere else.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from ingest.data import load_yaml
from ingest.web.marks import chrome
from ingest.web.page import Page, Strip

_SHARE = 0.8  # of the page's running text must stand in the container
_TRUSTED = 0.5  # a frame of the site holds no more than this share of the page's text
_LABEL = 24  # characters: what works the page is short, or a link
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
    first, last = _container(page)
    for strip in strips[:first]:
        strip.role = strip.hint or ("header" if strip.level else "navigation")
    for strip in strips[last:]:
        strip.role = strip.hint or ("footer" if _matches(_footers(), strip.text) else "navigation")
    for strip in strips[first:last]:
        strip.role = _inner_role(strip)
    _cut_tail(strips, first, last)
    _take_head(strips, first, page.title)
    _take_foot(strips, last)


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
    total = sum(_prose(strip) for strip in page.strips)
    for frame in reversed(page.frames):
        strips = page.strips[frame.first : frame.last]
        if sum(_prose(strip) for strip in strips) <= _TRUSTED * total:
            for strip in strips:
                strip.hint = frame.role


def _prose(strip: Strip) -> int:
    return 0 if strip.is_linked else len(strip.text) - strip.links


def _container(page: Page) -> tuple[int, int]:
    """The strips [first, last) of the deepest block that holds nearly all running text."""
    weights = [0 if strip.hint else _prose(strip) for strip in page.strips]
    for i in range(max(0, len(weights) - _FOOT), len(weights)):
        if weights[i] and _matches(_footers(), page.strips[i].text):
            weights[i] = 0
    sums = [0, *accumulate(weights)]
    least = _SHARE * sums[-1]
    # Blocks end inside out, so of nested ones that suffice the first is the deepest.
    found = next((r for r in page.regions if sums[-1] and sums[r.last] - sums[r.first] >= least), None)
    return (found.first, found.last) if found is not None else (0, len(page.strips))


def _inner_role(strip: Strip) -> str:
    if strip.hint:
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


def _take_head(strips: list[Strip], first: int, title: str) -> None:
    """Title, line of publication and table of particulars above the container."""
    wanted = _BLANK.sub("", title_words(title))
    titled = bool(wanted) and names_notice(wanted)
    adjacent = True
    for strip in reversed(strips[max(0, first - _BACK) : first]):
        tool = _is_tool(strip)
        adjacent = adjacent and not strip.is_linked and (tool or not strip.hint) and not _is_breadcrumb(strip)
        says_title = titled and _BLANK.sub("", strip.text) == wanted
        if says_title or (adjacent and not tool) or _matches(chrome().publication, strip.text):
            strip.role = ""


def _take_foot(strips: list[Strip], last: int) -> None:
    """Signature, date and attachments below the container, up to the first line that is the page's own."""
    adjacent = True
    for strip in strips[last:]:
        if strip.hint == "footer" or _matches(_footers(), strip.text):
            return
        attachment = _is_attachment(strip)
        if strip.hint or _is_tail(strip) or _is_tool(strip) or (strip.is_linked and not attachment):
            adjacent = False
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
