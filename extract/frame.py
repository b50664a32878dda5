"""The spaCy frame: a Chinese pipeline over characters in which every finder is a component of its own.

Characters are the tokens (jieba's word edges cut terms of this genre), so token offsets are text offsets. Each finder
writes its spans to `doc.spans[name]`, so it can be run, shown and scored alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.finders import FINDERS
from extract.mentions import Mention, Mentions
from extract.view import View
from ingest.document import Document

Finder = Callable[[View], Iterable[Mention]]

if not Doc.has_extension("view"):
    Doc.set_extension("view", default=None)
    Doc.set_extension("mentions", default=())


def _component(name: str, finder: Finder) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        found = tuple(finder(doc._.view))
        doc.spans[name] = [Span(doc, *m.span, label=m.kind) for m in found if m.span[1] > m.span[0]]
        doc._.mentions = (*doc._.mentions, *found)
        return doc

    return run


@cache
def pipeline() -> Language:
    """The pipeline with all finders, built once per process."""
    nlp = spacy.blank("zh")
    nlp.max_length = 10**8
    for name, finder in FINDERS.items():
        Language.component(f"jxjy_{name}", func=_component(name, finder))
        nlp.add_pipe(f"jxjy_{name}")
    return nlp


def annotate(document: Document) -> Doc:
    """The spaCy Doc of a document with every finder's spans in `doc.spans`."""
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=list(document.text), spaces=[False] * len(document.text))
    doc._.view = View(document)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def find(document: Document) -> Mentions:
    """All mentions of a document, in reading order within a kind."""
    found: tuple[Mention, ...] = annotate(document)._.mentions
    return Mentions(document, tuple(sorted(found, key=lambda m: (m.kind, m.span))))
