"""Phones: what is printed, what can be dialled, and why not; never a number that was not printed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.atoms import find_atoms
from normalize.values.phones import Problem, normalize_phone


@pytest.mark.parametrize(
    ("printed", "area", "e164", "kind", "extension"),
    [
        ("8288071", "0635", "+866358288071", "local", None),
        ("83230000", "025", "+862583230000", "local", None),
        ("8288-071", "0635", "+866358288071", "local", None),
        ("0635-8288071", None, "+866358288071", "landline", None),
        ("0635－8288071", None, "+866358288071", "landline", None),
        ("0531—68961879", "0632", "+8653168961879", "landline", None),
        ("（0635）8288071", None, "+866358288071", "landline", None),
        ("(0635) 828 8071", None, "+866358288071", "landline", None),
        ("053151788246", None, "+8653151788246", "landline", None),
        ("０６３５-８２８８０７１", None, "+866358288071", "landline", None),
        ("010-84208114", None, "+861084208114", "landline", None),
        ("+86-10-84208114", None, "+861084208114", "landline", None),
        ("+86 0635 8288071", None, "+866358288071", "landline", None),
        ("0086-635-8288071", None, "+866358288071", "landline", None),
        ("0571-87050000转8021", None, "+8657187050000", "landline", "8021"),
        ("8288071-8021", "0635", "+866358288071", "local", "8021"),
        ("8288071 转 21", "0635", "+866358288071", "local", "21"),
        ("0635-8288071（传真）", None, "+866358288071", "landline", None),
        ("13812345678", "0635", "+8613812345678", "mobile", None),
        ("138-1234-5678", None, "+8613812345678", "mobile", None),
        ("+8613812345678", None, "+8613812345678", "mobile", None),
        ("4006-808-008", "0635", "+864006808008", "service", None),
        ("400-680-8008", None, "+864006808008", "service", None),
        ("8008101234", None, "+868008101234", "service", None),
        ("12333", "0635", None, "hotline", None),
        ("0531-12345", None, None, "hotline", None),
        ("95588", None, None, "hotline", None),
    ],
)
def test_phone(printed: str, area: str | None, e164: str | None, kind: str, extension: str | None) -> None:
    value = normalize_phone(printed, area)
    assert (value.printed, value.e164, value.kind, value.extension) == (printed, e164, kind, extension)
    assert value.problem is None


@pytest.mark.parametrize(
    ("printed", "area", "problem"),
    [
        ("5178拟30", "0531", Problem.SIGNS),
        ("0531-851””5", "0531", Problem.SIGNS),
        ("138****5678", "0531", Problem.SIGNS),
        ("8288071", None, Problem.AREA_UNKNOWN),
        ("828807", "0635", Problem.LENGTH),
        ("1381234567", "0635", Problem.LENGTH),
        ("0635-828807", None, Problem.LENGTH),
        ("0999999-1", None, Problem.LENGTH),
        ("0340-8288071", None, Problem.AREA_INVALID),
        ("0531-8288071", None, Problem.NOT_ASSIGNED),  # Jinan has eight digits
        ("82880711", "0635", Problem.NOT_ASSIGNED),  # Liaocheng has seven
        ("", "0635", Problem.SIGNS),
    ],
)
def test_what_cannot_be_dialled_says_why(printed: str, area: str | None, problem: Problem) -> None:
    value = normalize_phone(printed, area)
    assert (value.e164, value.problem) == (None, problem)


@given(st.text(alphabet="0123456789-—()（）转+ 拟”", max_size=20), st.sampled_from([None, "0635", "010"]))
def test_no_digit_is_made_up(printed: str, area: str | None) -> None:
    value = normalize_phone(printed, area)
    if value.e164 is not None:
        digits = re.sub(r"\D", "", printed)
        national = value.e164.removeprefix("+86")
        assert national in digits or national == f"{(area or '')[1:]}{national[len(area or '0') - 1 :]}"
        assert national[len(area or "0") - 1 :] in digits


def test_every_phone_atom_has_a_value_or_a_problem() -> None:
    text = "电话：0635-8288071、8288072转12，手机13812345678，客服400-680-8008，热线12333，传真（0635）8288073"
    values = [normalize_phone(a.quote(text), "0635") for a in find_atoms(text) if a.kind == "phone"]
    assert [v.kind for v in values] == ["landline", "local", "mobile", "service", "hotline", "landline"]
    assert [v.problem for v in values] == [None] * 6
