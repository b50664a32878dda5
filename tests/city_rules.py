"""A city's notice made up for tests of the running rules: floors, window, caps, awards, approval, questions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rulesgen
from extract.frame import find
from normalize.notice import notice
from rulesgen.model import RuleSet
from tests.texts import document

TEXT = (Path(__file__).resolve().parents[1] / "corpus" / "people" / "notice.txt").read_text(encoding="utf-8")


@cache
def city() -> RuleSet:
    """The rule set of the notice."""
    made = document(TEXT)
    return rulesgen.build(notice(find(made)), made)


def write(folder: Path) -> Path:
    """The rule set as a file with its text beside it, below folder/370900/2026; gives that folder."""
    place = folder / city().id
    place.mkdir(parents=True)
    (place / "ruleset.yaml").write_text(rulesgen.dump(city()), encoding="utf-8")
    (place / "ruleset.d1.txt").write_bytes(document(TEXT).text.encode())
    return place
