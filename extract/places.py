"""Names of provinces and of places of prefecture rank in running text, from grammar/places.yaml."""

from __future__ import annotations

import re
from functools import cache

from extract.grammar import load_grammar


@cache
def place() -> re.Pattern[str]:
    """A place with or without its rank: 济南, 济南市, 山东省. Longer names stand before those that begin them."""
    return re.compile(f"(?:{_names('provinces', 'prefectures')})(?:{_names('ranks')})?")


@cache
def province() -> re.Pattern[str]:
    """A province with or without its rank."""
    return re.compile(f"(?:{_names('provinces')})(?:{_names('ranks')})?")


def _names(*sections: str) -> str:
    names = {name for s in sections for row in load_grammar("places")[s] for name in row["find"].split("|")}
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))
