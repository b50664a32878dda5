"""RuleSet → YAML for people: block style, short entries on one line, Chinese as it is, codes in quotes.

The same rule set gives the same bytes, and `load` reads back exactly what was dumped. A writer of its own: the form of
the file is the product, a rule file is written for every notice, and PyYAML takes ten times as long.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator

from rulesgen.model import RuleSet
from rulesgen.wording import phrase

Plain = dict[str, "Plain"] | list["Plain"] | str | int | None

_ONE_LINE = 140  # code points that still fit a line of a wide editor
_ENTRY_DEPTH = {"jurisdiction": 1, "inherits": 2, "citations": 2, "parameters": 4, "rules": 3, "questions": 3}
"""By section: from which depth on a map may stand on one line. A citation does; of a rule only what it applies to."""
_ONE_LINE_LISTS = frozenset({"clause", "span", "cite", "rules", "value"})

# Text that every YAML reader takes as text without quotes, alone and inside {…}: it begins with a Chinese character or
# a letter, or with a digit where it is no number (2025年度…), and holds no sign that YAML knows.
_CJK = "一-鿿㐀-䶿，。；：、？！（）《》〈〉“”‘’〔〕【】—…·％"
_SAFE = re.compile(rf"(?:[A-Za-z{_CJK}]|[0-9]+(?=[{_CJK}]))(?:[A-Za-z0-9{_CJK}_.()+=/-]| (?=[A-Za-z0-9{_CJK}]))*")
_RULE_ID = re.compile(r"[0-9]{6}[/-][0-9]{4}(?:-[0-9]{1,2})?(?:-R[0-9]{2,5})?")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def dump(ruleset: RuleSet) -> str:
    """The rule file of a rule set, as YAML text."""
    data: dict[str, Plain] = ruleset.model_dump(mode="json", by_alias=True)
    place, status = ruleset.jurisdiction.name, phrase("statuses", ruleset.status)
    lines = [_comment("head", status=status, place=" ".join(place.split()), year=ruleset.year)]
    for key, value in data.items():
        if key in _COMMENTED:
            lines += ["", _comment(key)]
        lines.extend(_entry(key, value, 0, _ENTRY_DEPTH.get(key, 3)))
    return "\n".join(lines) + "\n"


_COMMENTED = frozenset({"inherits", "documents", "citations", "parameters", "rules", "questions"})


def _comment(key: str, **fields: object) -> str:
    return f"# {phrase('comments', key, **fields)}"


def _entry(key: str, value: Plain, indent: int, depth: int) -> Iterator[str]:
    """The lines of one entry of a map; `depth` counts down to where a map may stand on one line."""
    pad = "  " * indent
    one_line = not isinstance(value, dict | list) or not value
    if isinstance(value, dict):
        one_line = one_line or (depth <= 1 and _width(value) <= _ONE_LINE)
    elif isinstance(value, list):
        one_line = one_line or (key in _ONE_LINE_LISTS and _width(value) <= _ONE_LINE)
    if one_line:
        yield f"{pad}{_scalar(key)}: {_flow(value)}"
        return
    yield f"{pad}{_scalar(key)}:"
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _entry(name, inner, indent + 1, depth - 1)
    elif isinstance(value, list):
        for item in value:
            yield from _item(item, indent + 1, depth - 1)


def _item(value: Plain, indent: int, depth: int) -> Iterator[str]:
    """The lines of one item of a list."""
    pad = "  " * indent
    if not isinstance(value, dict) or not value or (depth <= 1 and _width(value) <= _ONE_LINE):
        yield f"{pad}- {_flow(value)}"
        return
    lines = (line for name, inner in value.items() for line in _entry(name, inner, indent + 1, depth - 1))
    yield f"{pad}- {next(lines).lstrip(' ')}"
    yield from lines


def _width(value: Plain) -> int:
    """About how many code points a value takes on one line."""
    if isinstance(value, dict):
        return sum(len(k) + _width(v) + 4 for k, v in value.items())
    if isinstance(value, list):
        return sum(_width(item) + 2 for item in value) + 2
    return len(str(value))


def _flow(value: Plain) -> str:
    """A value on one line: {code: "370400", name: 枣庄市}."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return _scalar(value)
        case None:
            return "null"
        case _:
            return str(value)


def _scalar(text: str) -> str:
    """A text without quotes where no reader can mistake it, else in double quotes."""
    if _SAFE.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    if _RULE_ID.fullmatch(text) or _is_date(text):
        return text
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
