"""The grammar of the atoms as data: every row proved, every head sound, every pattern bounded, any text survived."""

from __future__ import annotations

from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.atom_grammar import Row, RowSource, fold, grammar, head_key, literal, source
from extract.atoms import CHECKS, Atom, find_atoms

ROWS = grammar().rows
SOURCES = source()["rows"]
EXAMPLES = [(row, str(text)) for row in SOURCES for text in row.get("examples", [])]
IN_CONTEXT = [(row, str(text)) for row in SOURCES for text in row.get("context_examples", [])]
_WORDS = "年月日号至前后内起止学时分个工作第每天不少于超过一二三十底半电话传真发令元"
GENRE = st.text(alphabet=_WORDS + "0123456789（）()〔〕—-~、，。：@.aZ/% \n\t", max_size=60)
LABELLED = {"direction", "unit", "measure", "per", "comparator", "boundary", "period", "term"}


def row_id(value: object) -> str:
    return value.name if isinstance(value, Row) else str(value)


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(("row", "text"), EXAMPLES, ids=lambda v: v["name"] if isinstance(v, dict) else v)
def test_an_example_is_one_atom_of_its_row(row: RowSource, text: str) -> None:
    assert [(a.kind, a.span) for a in find_atoms(text)] == [(row["kind"], (0, len(text)))]


@pytest.mark.parametrize(("row", "text"), IN_CONTEXT, ids=lambda v: v["name"] if isinstance(v, dict) else v)
def test_an_example_in_context_holds_an_atom_of_its_row(row: RowSource, text: str) -> None:
    assert row["kind"] in {a.kind for a in find_atoms(text)}


def test_every_row_has_an_example_and_a_check_that_exists() -> None:
    assert [r["name"] for r in SOURCES if not r.get("examples") and not r.get("context_examples")] == []
    assert {r["check"] for r in SOURCES if "check" in r} == set(CHECKS)


def test_every_list_and_piece_is_used() -> None:
    data = source()
    printed = " ".join([r["pattern"] + str(r["head"]) for r in SOURCES] + list(data["pieces"].values()))
    printed += " ".join(entry for g in data["words"].values() if isinstance(g, dict) for e in g.values() for entry in e)
    roles = {role for row in ROWS for _, role in row.roles}
    unused = [n for n in (*data["words"], *data["pieces"]) if f"{{{n}}}" not in printed and n not in roles]
    assert unused == ["event"]  # used by the checks alone


def test_no_word_stands_under_two_labels_of_one_role() -> None:
    seen: dict[tuple[str, str], str] = {}
    for name, groups in source()["words"].items():
        for label, entries in groups.items() if isinstance(groups, dict) else ():
            for word in map(literal, entries):
                assert seen.setdefault((name.split("_")[0], word), label) == label, (name, word)


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize("row", ROWS, ids=row_id)
@settings(max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_what_a_row_can_match_is_reached_from_its_head(row: Row, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(row.regex))
    match = row.regex.search(text)
    assert match is not None
    start = match.start()
    if start and text[start - 1 : start + 1].isdigit():
        return  # inside a row of digits nothing begins
    assert grammar().heads.match(text, start)
    assert row in grammar().by_head[head_key(text, start)]


def _repeats(pattern: object, depth: int = 0) -> list[tuple[int, int]]:
    """(largest count, nesting of repeats of open length) of every repeat in a parsed pattern."""
    found: list[tuple[int, int]] = []
    for op, value in pattern:  # type: ignore[attr-defined]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, inner = value
            open_length = high - low > 1
            found.append((int(high), depth + open_length))
            found += _repeats(inner, depth + open_length)
        elif op is sre.BRANCH:
            for branch in value[1]:
                found += _repeats(branch, depth)
        elif op is sre.SUBPATTERN:
            found += _repeats(value[3], depth)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            found += _repeats(value[1], depth)
    return found


@pytest.mark.parametrize("row", ROWS, ids=row_id)
def test_no_pattern_can_run_away(row: Row) -> None:
    """Every repeat has an end, and none of open length stands inside two others: so many steps at most, on any text."""
    repeats = _repeats(sre_parser.parse(row.regex.pattern))
    assert max((high for high, _ in repeats), default=0) <= 200
    assert max((depth for _, depth in repeats), default=0) <= 2


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "2026年",
        "2026-",
        "(2026",
        "〔2022〕",
        "1.1.",
        "a.",
        "a@",
        "0635-",
        "电话：1、",
        "每",
        "前5",
        "年月日",
        "1,111,",
        "1至",
        "至",
        " ",
    ],
)
def test_long_monotony_is_read_in_one_pass(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    atoms = find_atoms(text)
    assert len(atoms) <= len(text)
    assert find_atoms(text[: 200 * len(unit)])[:20] == atoms[:20]  # what follows far behind changes nothing


# ---------------------------------------------------------------- any text


def _sound(text: str, atoms: list[Atom]) -> None:
    end = 0
    for atom in atoms:
        assert end <= atom.span[0] < atom.span[1] <= len(text)
        end = atom.span[1]
        for part in atom.parts:
            assert 0 <= part.span[0] <= part.span[1] <= len(text)
            inside = atom.span[0] <= part.span[0] and part.span[1] <= atom.span[1]
            before = part.role in ("anchor", "per") and part.span[1] <= atom.span[0]
            assert inside or before
            assert part.label or part.role not in LABELLED


@given(GENRE | st.text(max_size=80))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    atoms = find_atoms(text)
    _sound(text, atoms)
    assert find_atoms(text) == atoms


@given(GENRE)
def test_a_date_or_an_amount_is_found_again_in_its_own_words(text: str) -> None:
    for atom in find_atoms(text):
        if atom.kind in ("date_range", "email", "url"):
            quote = atom.quote(text)
            assert (atom.kind, (0, len(quote))) in [(a.kind, a.span) for a in find_atoms(quote)]


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(GENRE, GENRE)
def test_a_line_is_read_alike_wherever_it_stands(one: str, other: str) -> None:
    one, other = one.replace("\n", " "), other.replace("\n", " ")
    alone = [(a.kind, a.label, a.quote(one)) for a in find_atoms(one)]
    both = [(a.kind, a.label, a.quote(f"{one}\n\n{other}")) for a in find_atoms(f"{one}\n\n{other}")]
    assert both[: len(alone)] == alone
