"""Damaged numbers that their company gives away: in a list or row of sound numbers, or below 联系方式 → atoms.

Behind the word 电话 the grammar of the atoms finds them itself. None is ever completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.atoms import Atom
from extract.mentions import Part
from extract.view import View
from ingest.document import Span

_ODD = r"A-Za-zА-я丨|□■？?*＊•·”“’‘"  # what a misread digit comes out as
_AREA = r"(?:[（(]?[0-9OoIlSB]{3,4}[)）]?[-—–－]{1,2}|[（(]0[0-9]{2,3}[)）] ?|0[0-9]{2,3}[ \u3000])"
_NUMBER = re.compile(
    r"(?<=[一-鿿)）：:，,、 \u3000])(?P<before>[一-鿿]{0,4}[)）]?[：:，,、 \u3000]{0,4})"
    rf"(?P<number>{_AREA}?(?:[0-9](?:[0-9{_ODD}]|-(?=[0-9])){{4,9}}|[0-9]{{3,4}} [0-9]{{3,5}}))"
    r"(?=[ \u3000]*(?:$|[\n，,、;；。（(/]|[一-鿿]{2}))"
)
_SOUND = re.compile(
    r"(?:[（(]?0[0-9]{2,3}[)）]?[-—–－ ]{0,2})?(?:[2-9][0-9]{6,7}|[2-9][0-9]{2,3}-[0-9]{3,4})|1[3-9][0-9]{9}"
)
_SOUND_AMONG = re.compile(rf"(?<![0-9A-Za-z])(?:{_SOUND.pattern})(?![0-9A-Za-z%元@])")
_SHORT = re.compile(r"1[0-2][0-9]{3}|9[56][0-9]{3,4}|400[0-9]{4,7}")  # 12333, 96011: whole as they are
_DATE = re.compile(r"(?:19|20)[0-9]{2}[01][0-9](?:[0-3][0-9])?")
_ROOM = re.compile(r"[0-9]{3,4}[A-Z]")
_NAME_BEFORE = re.compile(r"[一-鿿)）][：:，,、 \u3000]{0,4}$")
_OTHER = re.compile(
    r"(?:邮编|编码|代码|编号|账号|帐号|号码?|QQ群?|群|码|金额|房间|地址|内线|短号|分机|[第共计约])"
    r"[：:，, \u3000]{0,4}$",
    re.I,
)
_BEHIND = re.compile(r"[ \u3000]*(?:元|万|人|名|个|学时|学分|课时|小时|分钟|平方|次|年|月|日|号|室|层|楼|栋|期|班)")
_CONTACT_HEADING = re.compile(r"联系|咨询|电话")
_FEWEST_DIGITS = 4
_COMPANY = 2  # digits of a wrong length need so many sound numbers around them, a foreign sign needs one


def broken_in(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """The damaged numbers of a stretch whose sound ones are `found`: foreign signs among the digits, or too few."""
    for match in _NUMBER.finditer(view.text, *span):
        number = match.span("number")
        text, before = match["number"], view.text[max(span[0], number[0] - 8) : number[0]]
        if any(a.span[0] < number[1] and number[0] < a.span[1] for a in found):
            continue
        if _is_whole(text) or _OTHER.search(before) or not _NAME_BEFORE.search(before):
            continue
        if _BEHIND.match(view.text, number[1]):
            continue
        foreign = re.search(rf"[{_ODD}]", text) is not None
        company = _company(view, span)
        if company >= (1 if foreign or text.startswith("0") else _COMPANY):
            yield Atom("damaged_phone", number, "broken", (Part("number", number, "broken"),))


def _is_whole(text: str) -> bool:
    """Whether a number needs no mending, or is none: 12333, 20260526, too few digits."""
    digits = sum(char.isdigit() for char in text)
    return (
        digits < _FEWEST_DIGITS
        or _ROOM.fullmatch(text) is not None
        or any(p.fullmatch(text) for p in (_SOUND, _SHORT, _DATE))
    )


def _company(view: View, span: Span) -> int:
    """How many sound numbers stand in the stretch and in the lines above and below; a heading 联系方式 is one too."""
    passage = view.passage_at(span[0])
    around = (passage.index - 1, passage.index + 1) if passage is not None else ()
    spans = [span, *(view.passages[i].span for i in around if 0 <= i < len(view.passages))]
    heading = passage is not None and any(_CONTACT_HEADING.search(heading) for heading in passage.headings)
    return heading + sum(1 for stretch in spans for _ in view.finditer(_SOUND_AMONG, stretch))
