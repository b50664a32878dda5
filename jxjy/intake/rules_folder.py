"""Rule sets made from dropped notices → the rules folder, by which later forms are judged.

A file that a person has edited or signed is never replaced, and two notices of one jurisdiction and year lie side by
side: <code>/<year>, <code>/<year>-2.
"""

from __future__ import annotations

import re
from pathlib import Path

import rulesgen
from jxjy.intake import durable
from jxjy.intake.job import RulesMade
from jxjy.intake.store import digest_of
from rulesgen import RuleSet

_MADE = ".made"  # suffix of the file that holds the digest of what the program wrote: an edited file differs from it
_TEXT = re.compile(r'^    text_sha256: "?([0-9a-f]{64})', re.M)


def place_rules(folder: Path, made: RulesMade) -> Path:
    """Write a rule set and its text; returns where. The new version of an edited file is put beside it as ….new.yaml.

    Raises OSError.
    """
    ruleset = RuleSet.model_validate_json(made.ruleset.read_bytes())
    text = ruleset.documents["d1"].text_sha256
    number = 1
    while True:
        numbered = ruleset if number == 1 else rulesgen.renumbered(ruleset, number)
        target = folder.parent / rulesgen.relative_path(numbered)  # which begins with rules/
        if not target.exists() or _text_of(target) == text:
            break
        number += 1
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = target.with_name(f".{target.name}{_MADE}")
    content = rulesgen.dump(numbered).encode()
    if target.exists() and not (mark.exists() and mark.read_text() == digest_of(target)):
        target = target.with_suffix(f".new{target.suffix}")
        durable.write(target, content)
        return target
    durable.write(target.with_name(rulesgen.text_beside(target, "d1").name), made.text.read_bytes())
    durable.write(target, content)
    durable.write(mark, digest_of(target).encode())
    return target


def _text_of(path: Path) -> str:
    found = _TEXT.search(path.read_text(encoding="utf-8", errors="replace"))
    return found.group(1) if found is not None else ""
