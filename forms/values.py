"""The text of an entry → its value by the type that the spec gives it, or why it has none.

Dates lean on the year of the form's title; nothing is guessed: what cannot be read is None with a problem.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from forms.record import Value
from forms.words import is_blank, squeezed
from normalize.values.identifiers import canonical_email, canonical_url, checked_uscc
from normalize.values.money import parse_money
from normalize.values.numbers import parse_number

Problem = Literal[
    "date_invalid", "date_vague", "phone", "url", "url_scheme", "uscc_length", "uscc_signs", "uscc_check", "uncertain"
]


@dataclass(frozen=True, slots=True)
class Read:
    """A value and what is wrong with it; `printed_year`: the entry itself prints the year of the date."""

    value: Value = None
    problems: tuple[Problem, ...] = ()
    printed_year: bool = False


NOTHING = Read()

# ---------------------------------------------------------------- text

_SEAL = re.compile(r"[（(](?:单位)?(?:加?盖章|公章|章|签章|印章|盖单位公章|盖公章)[）)]")
_SIGN_HERE = re.compile(r"^\s*[（(](?:签字|签名|手签)[)）]|[（(](?:签字|签名|手签)[)）]\s*$")
_PADDED_NAME = re.compile(
    r"[\u4e00-\u9fff](?:(?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,3}|[ \u3000\u00a0]+[\u4e00-\u9fff]{2})"
)
_LINES = re.compile(r"[_＿]{2,}")


def text_of(entry: str) -> Read:
    """Text as typed, without seals' brackets and lines to write on; 张　三 is a name of two signs."""
    bare = _LINES.sub("", _SEAL.sub("", _SIGN_HERE.sub("", entry))).strip(" \t\n\u3000\u00a0：:")
    if is_blank(bare):
        return NOTHING
    if _PADDED_NAME.fullmatch(bare):
        bare = re.sub(r"\s+", "", bare)
    lines = (line.strip(" \t\u3000\u00a0") for line in bare.split("\n"))
    return Read("\n".join(line for line in lines if line))


# ---------------------------------------------------------------- numbers

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = "[〇零一二两三四五六七八九十百千]+"
_NUMBER = re.compile(rf"{_FIGURE}|{_CHINESE}半?")
_ABOUT = re.compile(r"^(?:约|近|大约|共计?|合计|总计|拟|计划|预计|不少于|不超过)+")
_RANGE = re.compile(r"\d\D{0,2}(?:-|—|–|~|∼|至|到)+\s*\d")


_SUM = re.compile(
    rf"(?:[\u4e00-\u9fff:]{{0,8}}?{_FIGURE}(?:个?[学课]时)?\+)+[\u4e00-\u9fff:]{{0,8}}?{_FIGURE}(?:个?[学课]时)?"
)
_IN_ALL_HOURS = re.compile(rf"(?:共计?|合计|总计|累计)约?({_FIGURE}|{_CHINESE})个?(?:学时|课时)")
_BEHIND_DAYS = re.compile(rf"(?:{_FIGURE}|{_CHINESE})半?[天日期次门场][^\d每]*?({_FIGURE}|{_CHINESE})个?(?:学时|课时)")
_PRODUCT = re.compile(rf"=({_FIGURE})个?(?:学时|课时)?$")  # 3天×8=24学时
_LEADING = re.compile(rf"({_FIGURE}|{_CHINESE}半?)(?![\d.]|半?个?[天日期次年月周门])")
_NO_WHOLE = re.compile(  # 每天8学时: for how many days is not said
    rf"每[天日期次].*[学课]时|[学课]时(?:/|每)[天日]|^{_FIGURE}/{_FIGURE}$"
)
_NAMED = re.compile(rf"[(]?(?!第)[\u4e00-\u9fff]{{1,8}}?[:为约]*({_FIGURE})(?:个?[学课]时|人|名|天)?[)]?")


def number_of(entry: str) -> Read:
    """Hours: 32, 32学时, 约120, 三十二, 理论16, 理论30+实践10 (40), 3天×8=24学时 (24); no range, no days."""
    bare = _ABOUT.sub("", _without_rates(squeezed(entry)))
    whole = _IN_ALL_HOURS.search(bare) or _BEHIND_DAYS.match(bare) or _PRODUCT.search(bare)
    if whole is not None:
        return Read(plain(_parsed(whole[1])))
    if _NO_WHOLE.search(bare):
        return NOTHING
    if _SUM.fullmatch(bare):
        return Read(plain(sum((Decimal(part.replace(",", "")) for part in re.findall(_FIGURE, bare)), Decimal(0))))
    if (named := _NAMED.fullmatch(bare)) is not None:
        return Read(plain(_parsed(named[1])))
    if _RANGE.search(bare):
        return NOTHING
    found = _LEADING.match(bare)
    value = _parsed(found.group()) if found else None
    if value is None:
        marked = re.search(rf"({_FIGURE})(?:个)?(?:学时|课时)", bare)
        value = _parsed(marked[1]) if marked else None
    return Read(plain(value))


def _without_rates(bare: str) -> str:
    """An entry without what a bracket says of each day: 24(每天8学时) → 24."""
    return re.sub(r"\([^()]*(?:每[天日期次]|/[天日])[^()]*\)", "", bare)


def _parsed(text: str) -> Decimal | None:
    half = text.endswith("半") and len(text) > 1
    value = parse_number(text.removesuffix("半") if half else text)
    return value + Decimal("0.5") if half and value is not None else value


def plain(value: Decimal | None) -> int | float | None:
    """A number as a record holds it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


_IN_ALL = re.compile(
    rf"(?:共计?|合计|总计|总人数|总共|累计)[^\d〇零一二两三四五六七八九十百千]{{0,4}}约?({_FIGURE}|{_CHINESE})余?(?:人|名)"
)
_PEOPLE = re.compile(rf"({_FIGURE}|{_CHINESE})余?(?:人次?|名)")
_TIMES = re.compile(r"(\d+)人?[×xX*](\d+)[期班批次场]?")  # 40人×2期
_IN_ALL_TIMES = re.compile(rf"共计?(?:{_FIGURE}|{_CHINESE})[期班批次场]({_FIGURE}|{_CHINESE})余?(?:人|名)")
_PER = re.compile(r"每[期班批次]?\S{0,3}$")
_SPAN_OF = re.compile(rf"(?:{_FIGURE}|{_CHINESE})(?:人|名)?(?:-|—|–|~|∼|至|到)+(?:{_FIGURE}|{_CHINESE})")
_EACH_OF = re.compile(r"[每各]\S{0,3}\d|\d[期班批场]|[一二两三四五六七八九十]个?[期班批场]")
_COUNTED = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}[^\u4e00-\u9fff\w]?)??({_FIGURE}|{_CHINESE})万?[多余]?(?:人次?|名|位)?(?:左右|上下|以[上下内]|以?内|[多余])?[。.]?"
)
_WAN = Decimal(10_000)


def count_of(entry: str) -> Read:
    """A number of people: 120人, 约120, 100余人 (100), 每期60人，共180人 or 共3期180人 (180), 40人×2期 (80).

    A range, and several numbers of which none is the whole, are none, and told.
    """
    bare = squeezed(entry)
    stated = _IN_ALL.search(bare) or _IN_ALL_TIMES.search(bare)
    if stated is not None:
        return Read(_people(stated[1], bare[stated.end(1) :]))
    if (times := _TIMES.fullmatch(bare)) is not None:
        return Read(int(times[1]) * int(times[2]))
    bare = _ABOUT.sub("", bare)
    if _SPAN_OF.search(bare) or _EACH_OF.search(bare):
        return Read(None, ("uncertain",))
    outside = re.sub(r"\([^()]*\)", "", bare)
    if len(_PEOPLE.findall(outside)) > 1:
        return Read(None, ("uncertain",))
    found = _COUNTED.fullmatch(outside)
    if found is None:
        return Read(None, ("uncertain",)) if re.search(r"\d", bare) else NOTHING
    return Read(_people(found[1], outside[found.end(1) :]))


def _people(figure: str, behind: str) -> int | float | None:
    """1.2万人 is 12000."""
    value = _parsed(figure)
    if value is not None and behind.startswith("万"):
        value *= _WAN
    return plain(value)


def headcount_in(entry: str) -> Read:
    """The number of people that a text states as a whole; None where it only says so many each time."""
    bare = squeezed(entry)
    stated = _IN_ALL.search(bare)
    if stated is not None:
        return Read(plain(_parsed(stated[1])))
    if re.fullmatch(rf"约?{_FIGURE}余?(?:人|名)?", bare):
        return number_of(bare)
    found = [m for m in _PEOPLE.finditer(bare) if _PER.search(bare[: m.start()]) is None]
    return Read(plain(_parsed(found[0][1]))) if len(found) == 1 else NOTHING


# ---------------------------------------------------------------- money

_AMOUNT = re.compile(
    rf"(?:人民币)?\s*[¥￥]?(?<![\dA-Za-z])(?:{_FIGURE}|[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬]+)(亿|万|千)?(元|圆)?"
)
_STANDS_ALONE = re.compile(r"(?:\(.*\)|左右)?")
_SEVERAL_AMOUNTS = re.compile(rf"\D{{0,4}}{_FIGURE}(?:万?元)?(?:-|—|–|~|至|到)+{_FIGURE}")
_SURELY_YUAN = Decimal(100_000)  # a bare figure so large can be no number of 万元 in a form of this kind


def money_wan_of(entry: str, label: str) -> Read:
    """An amount in 万元. A bare figure is one in 万元, as such forms ask, unless it is too large for that."""
    bare = unicodedata.normalize("NFKC", entry).replace(" ", "").replace("¥", "").replace("整", "").strip("。")
    money = parse_money(bare)
    amount = money.amount if money is not None else None
    if amount is None:
        found = next(
            (m for m in _AMOUNT.finditer(bare) if m[1] or m[2] or _STANDS_ALONE.fullmatch(bare, m.end())), None
        )
        inner = parse_money(found.group().replace("¥", "")) if found else None
        if found is None or inner is None or _SEVERAL_AMOUNTS.match(bare):
            return Read(None, ("uncertain",)) if found and inner else NOTHING
        bare, amount = found.group(), inner.amount
    if re.search(r"[元圆万亿]|(?:仟|佰|拾)", bare) is None and ("万元" in squeezed(label) or amount < _SURELY_YUAN):
        return Read(plain(amount))
    return Read(plain(amount / _WAN))


# ---------------------------------------------------------------- addresses and codes

_ADDRESS_SIGNS = str.maketrans("：∶﹕／．＠。", ":::/.@.")
_URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'*+;=%]+|(?:[A-Za-z0-9-]+\.)+[a-z]{2,6}(?::\d+)?(?:/[\w\-./?%&=]*)?"
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def url_of(entry: str) -> Read:
    """An address of the net as typed, half width and without blanks."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", entry).translate(_ADDRESS_SIGNS)).strip("<>;,.")
    if not text:
        return NOTHING
    if canonical_url(text) is None:
        found = _URL.search(text)
        if found is None or canonical_url(found.group()) is None:
            return Read(text, ("url",))
        text = found.group()
    return Read(text, () if "://" in text else ("url_scheme",))


def urls_in(entry: str) -> Read:
    """All addresses of the net in a text."""
    text = unicodedata.normalize("NFKC", _EMAIL.sub(" ", entry))
    found = tuple(dict.fromkeys(m.group().rstrip(".,;") for m in _URL.finditer(text)))
    return Read(found) if found else NOTHING


def email_in(entry: str) -> Read:
    """The mail address in a text; an entry that holds none is kept as typed."""
    text = unicodedata.normalize("NFKC", entry).translate(_ADDRESS_SIGNS)
    found = _EMAIL.search(re.sub(r"\s*([@.])\s*", r"\1", text))
    if found is not None:
        return Read(canonical_email(found.group()) or found.group())
    return NOTHING


_USCC_SIGNS = re.compile(r"[0-9A-HJ-NPQRTUWXY]+")


def uscc_of(entry: str) -> Read:
    """A unified social credit code in capitals, with what is wrong with it (GB 32100-2015)."""
    text = re.sub(r"[\s\-—]+", "", unicodedata.normalize("NFKC", entry)).upper()
    text = re.sub(r"\((?:副本|正本|\d-\d|\d/\d)\)$", "", text)  # the copy of the licence that was at hand
    if len(text) != 18:
        return Read(text, ("uscc_length",))
    if _USCC_SIGNS.fullmatch(text) is None:
        return Read(text, ("uscc_signs",))
    return Read(text, () if checked_uscc(text) else ("uscc_check",))


# ---------------------------------------------------------------- hours in a sentence

_HOURS = re.compile(rf"({_FIGURE}|{_CHINESE})(?:个)?(?:学时|课时)")
_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hours_elective", re.compile(r"选修|自选|选学")),
    ("hours_required", re.compile(r"必修|必学")),
    ("hours_public", re.compile(r"公需")),
    ("hours_professional", re.compile(r"专业科目|专业课|专业学时|行业")),
)


def hours_in(entry: str, kind: str) -> Read:
    """The hours that a sentence names for a subject; a figure for none is that of the professional subjects where it
    leads and no other figure is theirs.
    """
    bare = squeezed(entry)
    at = 0
    leading: Decimal | None = None
    named: dict[str, Decimal | None] = {}
    for found in _HOURS.finditer(bare):
        before, at = bare[at : found.start()], found.end()
        subject = next((name for name, words in _SUBJECTS if words.search(before)), None)
        if subject is not None:
            named.setdefault(subject, _parsed(found[1]))
        elif before == bare[: found.start()]:
            leading = _parsed(found[1])
    if kind == "hours_professional" and kind not in named and "hours_public" not in named:
        return Read(plain(leading))
    return Read(plain(named.get(kind)))


# ---------------------------------------------------------------- people


_LED = re.compile(r"^(?:联系人|姓名|负责人|工作人员|经办人)(?:姓名)?[:：]?\s*")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_NO_PERSON = re.compile(r"电话|手机|邮箱|邮件|地址|传真|微信|联系|学院|公司|中心|[科处部室]$|办公")
_BETWEEN = re.compile(r"[\s,，、;；:：()（）\d]+")


def person_in(entry: str) -> Read:
    """The name in an entry that also holds a phone or address."""
    bare = _LED.sub("", entry.strip())
    padded = re.match(r"([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?=$|[\s,，、;；(（\d])", bare)
    if padded is not None:
        return Read(padded[1] + padded[2])
    for piece in _BETWEEN.split(bare):
        name = _LED.sub("", piece)
        if _NAME.fullmatch(name) and _NO_PERSON.search(name) is None:
            return Read(name)
    return NOTHING


def iso(day: dt.date | None) -> str | None:
    """A day as a record holds it."""
    return day.isoformat() if day is not None else None
