"""What must be entered and is not, what is no value of its kind, and sample text that was left standing."""

from __future__ import annotations

from collections.abc import Mapping

from forms.case import Case, RowRead
from forms.doubts import is_doubtful
from forms.fields import FieldRead
from forms.record import Value
from forms.spec import FieldSpec, RowGroup
from forms.values import Problem
from forms.words import book, is_elsewhere, is_pending, is_repeated, sample_in
from ingest.document import Span

_DATED = ("date", "range_start", "range_end")
_CHOSEN = ("yes_no", "choice", "choices")
_PROBLEMS: Mapping[Problem, str] = {
    "date_invalid": "FRM_DATE_INVALID",
    "date_vague": "FRM_DATE_NOT_SPECIFIC",
    "phone": "FRM_PHONE_INVALID",
    "url": "FRM_URL_INVALID",
    "url_scheme": "FRM_URL_NO_SCHEME",
    "uncertain": "FRM_VALUE_UNCERTAIN",
}
_USCC: Mapping[Problem, str] = {
    "uscc_length": "应为18位",
    "uscc_signs": "含有不允许的字符",
    "uscc_check": "校验码不符",
}
_SHOWN = 40  # code points of an entry that a message repeats


def check_entered(case: Case) -> None:
    """Fields first, then rows."""
    _missing(case)
    for key, read in case.fields.items():
        _problems(case, key, read, read.entry.label if read.entry else read.spec.zh)
    _title(case)
    _samples(case)
    _pending(case)
    for number, row in enumerate(case.rows):
        _row(case, number, row)
    _no_rows(case)


# ---------------------------------------------------------------- fields


def _missing(case: Case) -> None:
    """Fields that share a blank are told once."""
    groups: dict[tuple[str, Span | str], list[str]] = {}
    for key, read in case.fields.items():
        code = _code_of_missing(case, read)
        if code is not None:
            at: Span | str = read.entry.span if read.entry is not None else key
            groups.setdefault((code, at), []).append(key)
    for (code, _), keys in groups.items():
        read = case.fields[keys[0]]
        if code == "FRM_STAMP_MISSING":
            case.tell(code, {}, keys)
        elif code == "FRM_CONDITIONAL_MISSING":
            case.tell(code, {"condition": _condition(case, read.spec), "field": read.spec.zh}, keys)
        else:
            case.tell(code, {"field": _name(read, keys)}, keys)


def _name(read: FieldRead, keys: list[str]) -> str:
    label = read.entry.label if read.entry is not None else read.spec.zh
    if read.typed and read.entry is not None:
        name = read.spec.zh if len(keys) == 1 else label
        return f"{name}（所填“{_short(read.entry.text)}”中未见）"
    return label if len(keys) > 1 else read.spec.zh


def _code_of_missing(case: Case, read: FieldRead) -> str | None:
    """The code of a field that should have a value and has none; None where there is nothing to say."""
    one = read.spec
    if one.type == "stamp":
        return "FRM_STAMP_MISSING" if read.value == "absent" and _needed(one, read) else None
    if read.problems or read.sample is not None or (read.value is not None and not _is_nought(one, read)):
        return None
    if one.required_when is not None:
        wanted, given = one.required_when.value, case.value(one.required_when.field)
        holds = wanted in given if isinstance(given, tuple) else given is not None and given == wanted
        return "FRM_CONDITIONAL_MISSING" if holds else None
    if not _needed(one, read) or _said_by_dates(case, read):
        return None
    if one.type == "opinion" or _of_opinion(case, one):
        return "FRM_OPINION_MISSING"
    return "FRM_CHOICE_MISSING" if one.type in _CHOSEN else "FRM_FIELD_MISSING"


def _needed(one: FieldSpec, read: FieldRead) -> bool:
    return one.required == "always" or (one.required == "if_asked" and read.entry is not None)


def _is_nought(one: FieldSpec, read: FieldRead) -> bool:
    """Whether a number that must be stated is 0."""
    return one.type in ("count", "number", "range_days") and one.required == "always" and read.value == 0


def _said_by_dates(case: Case, read: FieldRead) -> bool:
    """Whether a number of days would stand in the entry of the dates, which say it too. A cell of its own is due."""
    dates = (o for o in case.fields.values() if o.spec.type == "range_start")
    return read.spec.type == "range_days" and read.typed and any(o.entry == read.entry for o in dates)


def _of_opinion(case: Case, one: FieldSpec) -> bool:
    """Whether a date is that of an opinion."""
    opinions = (o for o in case.spec.fields if o.type == "opinion")
    return one.type == "date" and any(set(o.labels) & set(one.labels) for o in opinions)


def _condition(case: Case, one: FieldSpec) -> str:
    condition = one.required_when
    if condition is None:
        return ""
    named = case.spec.by_key[condition.field].zh
    value = condition.value if isinstance(condition.value, str) else "是" if condition.value else "否"
    return f"{named}：{value}"


def _problems(case: Case, key: str, read: FieldRead, named: str) -> None:
    if read.entry is None:
        return
    value = _short(read.entry.text)
    for problem in read.problems:
        code = _PROBLEMS.get(problem)
        if problem in _USCC:
            case.tell("FRM_USCC_INVALID", {"value": str(read.value), "why": _USCC[problem]}, (key,))
        elif code is not None and not (
            problem in ("date_invalid", "date_vague", "uncertain") and _told(case, code, read)
        ):
            case.tell(code, {"field": named, "value": value}, _sharing(case, key, read))


def _title(case: Case) -> None:
    """A title in doubt, where no field holds its year."""
    if case.title is None or any(read.spec.type == "year" for read in case.fields.values()):
        return
    if is_doubtful(case.document, case.title):
        case.tell("FRM_VALUE_UNCERTAIN", {"field": "标题", "value": _short(case.title.text)}, ("title",))


def _told(case: Case, code: str, read: FieldRead) -> bool:
    """Whether the same entry was told already: start and end of one range."""
    span = read.entry.span if read.entry is not None else None
    return any(f.code == code and any(e.span == span for e in f.evidence) for f in case.findings)


def _sharing(case: Case, key: str, read: FieldRead) -> tuple[str, ...]:
    """The key and the others that are read from the same entry with the same problem."""
    if key.startswith("rows[") or read.entry is None:
        return (key,)
    same = (
        k
        for k, o in case.fields.items()
        if o.entry is not None and o.entry == read.entry and o.problems == read.problems
    )
    return tuple(dict.fromkeys((key, *same)))


def _samples(case: Case) -> None:
    seen: set[Span] = set()
    for key, read in case.fields.items():
        if read.sample is None or read.entry is None or read.entry.span in seen:
            continue
        seen.add(read.entry.span)
        case.tell("FRM_TEMPLATE_TEXT", {"field": read.spec.zh, "value": _short(read.sample)}, (key,))
    unit = case.fields.get("unit")
    head = case.headline
    if head is not None and unit is not None and unit.sample is None and (left := sample_in(head, case.spec)):
        case.tell("FRM_TEMPLATE_TEXT", {"field": "题头单位", "value": _short(left)}, ("unit",))


def _pending(case: Case) -> None:
    """Required fields whose entry states nothing."""
    for key, read in case.fields.items():
        if read.entry is None or read.spec.type != "text" or not _needed(read.spec, read):
            continue
        code = _code_of_words(read.value, 0)
        if code is not None:
            case.tell(code, {"field": read.spec.zh, "value": _short(str(read.value))}, (key,))


# ---------------------------------------------------------------- rows


def _row(case: Case, number: int, row: RowRead) -> None:
    for key, read in row.cells.items():
        path, named = f"rows[{number}].{key}", f"第{number + 1}行{read.spec.zh}"
        _problems(case, path, read, named)
        if read.entry is not None and (sample := sample_in(read.entry.text, case.spec)) is not None:
            case.tell("FRM_TEMPLATE_TEXT", {"field": named, "value": _short(sample)}, (path,))
        elif read.spec.type == "text" and read.spec.required != "no" and (code := _code_of_words(read.value, number)):
            case.tell(code, {"field": named, "value": _short(str(read.value))}, (path,))
        elif read.value is None and not read.problems and read.spec.required != "no" and key in row.row.columns:
            if _shares_column(row, key):
                continue
            code = "FRM_CHOICE_MISSING" if read.spec.type in _CHOSEN else "FRM_FIELD_MISSING"
            case.tell(code, {"field": named}, (path,))


def _code_of_words(value: Value, row: int) -> str | None:
    """The code of words that state nothing, or point elsewhere. 同上 repeats the row above, where there is one."""
    if not isinstance(value, str) or (row and is_repeated(value)):
        return None
    if is_pending(value):
        return "FRM_ENTRY_NOT_STATED"
    return "FRM_ENTRY_ELSEWHERE" if is_elsewhere(value) else None


def _shares_column(row: RowRead, key: str) -> bool:
    """Whether another column of the same cell is told already (start and end of one range)."""
    cell = row.row.cells.get(key)
    keys = list(row.cells)
    return cell is not None and any(row.row.cells.get(k) is cell for k in keys[: keys.index(key)])


def _no_rows(case: Case) -> None:
    if case.rows or not case.spec.rows:
        return
    groups = [group for group in case.spec.rows if group.required == "always"]
    headed = [group for group in groups if group.key in case.headed] or groups[:1]
    for group in headed:
        if not _written_out(case, group):
            case.tell("FRM_FIELD_MISSING", {"field": group.zh}, ("rows",))
            return


def _written_out(case: Case, group: RowGroup) -> bool:
    """Whether the group was filled in as text below its heading, as one may where no more than a topic is asked."""
    if sum(column.required == "always" for column in group.columns) > 1:
        return False
    known = book(case.spec)
    wanted = {key for key, own in known.headings.items() if own is group}
    texts = [text for key, text in case.prose.items() if key in wanted]
    return any(not is_pending(text) and not is_elsewhere(text) and not _lost_table(case, group, text) for text in texts)


def _lost_table(case: Case, group: RowGroup, text: str) -> bool:
    """Whether a text is a table whose cells became lines: the heads of columns stand in it, each alone."""
    known = book(case.spec)
    return sum(bool(known.column(line, group)) for line in text.split("\n")) > 1


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
