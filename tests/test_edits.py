"""Edits compose into one reversible map, whatever the stages do."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.document import Document, LinePlace, Origin, Source
from ingest.edits import Edit, apply, compose, in_order, to_repairs

TEXT = st.text(alphabet="甲乙丙丁 12\n", max_size=40)


@st.composite
def text_with_stages(draw: st.DrawFn) -> tuple[str, list[Edit], str, list[Edit]]:
    raw = draw(TEXT)
    first = in_order(draw(edits_of(raw)))
    middle = apply(raw, first)
    return raw, first, middle, in_order(draw(edits_of(middle)))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return [Edit(min(p), max(p), draw(st.text(alphabet="子丑寅", max_size=3)), "test") for p in pairs if p[0] != p[1]]


def document(raw: str, edits: list[Edit]) -> Document:
    return Document(
        text=apply(raw, edits),
        raw=raw,
        repairs=to_repairs(raw, edits),
        blocks=(),
        tables=(),
        furniture=(),
        source=Source("t.txt", "0", "text/plain", "txt"),
        origins=(Origin(0, LinePlace(1)),),
    )


@given(text_with_stages())
def test_composed_edits_do_what_the_stages_do(case: tuple[str, list[Edit], str, list[Edit]]) -> None:
    raw, first, middle, second = case
    assume(not _touch_one_output(first, second))  # then the second of two is dropped on purpose
    composed = compose(first, middle, second)
    assert all(a.end <= b.start for a, b in pairwise(composed))
    assert apply(raw, composed) == apply(middle, second)


def _touch_one_output(first: list[Edit], second: list[Edit]) -> bool:
    shift = 0
    for edit in first:
        start = edit.start + shift
        end = start + len(edit.fixed)
        shift += len(edit.fixed) - (edit.end - edit.start)
        if sum(1 for s in second if s.start < max(end, start + 1) and start < s.end) > 1:
            return True
    return False


@given(text_with_stages())
def test_repairs_lead_back_to_raw(case: tuple[str, list[Edit], str, list[Edit]]) -> None:
    raw, first, middle, second = case
    doc = document(raw, compose(first, middle, second))
    pieces, at = [], 0
    for repair in doc.repairs:
        assert doc.text[repair.span[0] : repair.span[1]] == repair.fixed
        pieces += [doc.text[at : repair.span[0]], repair.raw]
        at = repair.span[1]
    assert "".join([*pieces, doc.text[at:]]) == raw


@given(text_with_stages(), st.data())
def test_spans_map_there_and_back(case: tuple[str, list[Edit], str, list[Edit]], data: st.DataObject) -> None:
    raw, first, middle, second = case
    doc = document(raw, compose(first, middle, second))
    start = data.draw(st.integers(0, len(doc.text)))
    end = data.draw(st.integers(start, len(doc.text)))
    raw_start, raw_end = doc.raw_span((start, end))
    assert 0 <= raw_start <= raw_end <= len(raw)
    back = doc.text_span((raw_start, raw_end))
    assert back[0] <= start
    assert end <= back[1] or start == end


def test_a_later_repair_swallows_a_line_join() -> None:
    raw = "报我厅各\n\n案后发布"
    first = [Edit(4, 6, "", "line_join")]
    middle = apply(raw, first)
    composed = compose(first, middle, [Edit(3, 5, "备案", "char_term")])
    assert apply(raw, composed) == "报我厅备案后发布"
    assert [(e.start, e.end, e.fixed) for e in composed] == [(3, 7, "备案")]
    assert document(raw, composed).raw_quote((3, 5)) == "各\n\n案"
