"""Jurisdiction codes → level, parent, rule-set ids and file paths.

Codes follow GB/T 2260: two digits each for province, city (prefecture) and county; 000000 stands for the nation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rulesgen.model import Inherit, Level, RuleSet

NATION = "000000"
LEVELS: tuple[Level, ...] = ("county", "city", "province", "nation")
"""Levels of jurisdictions, the lowest first."""
_MUNICIPALITIES = ("11", "12", "31", "50")  # Beijing, Tianjin, Shanghai, Chongqing: their districts have no city above
_UNDER_PROVINCE = "90"  # xx90nn: counties administered by the province itself (仙桃, 济源, 石河子)


def level(code: str) -> Level:
    """The level that a code stands for."""
    if code == NATION:
        return "nation"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def parent(code: str) -> str | None:
    """The code of the next higher jurisdiction, None above the nation."""
    match level(code):
        case "nation":
            return None
        case "province":
            return NATION
        case "county" if not (code[:2] in _MUNICIPALITIES or code[2:4] == _UNDER_PROVINCE):
            return code[:4] + "00"
        case _:
            return code[:2] + "0000"


def inherits(code: str, year: int, held: Iterable[str]) -> tuple[Inherit, ...]:
    """The rule set above: the parent's of the same year, else the parent's latest earlier one among the `held` ids."""
    above = parent(code)
    if above is None:
        return ()
    wanted = f"{above}/{year}"
    earlier = [i for i in held if i.startswith(f"{above}/") and "-" not in i and i < wanted]
    return (Inherit(ruleset=wanted, on_missing="fallback_flagged", fallback=max(earlier, default=None)),)


def relative_path(ruleset: RuleSet) -> PurePosixPath:
    """Where a rule set lies below an output folder: rules/<code>/<year>/ruleset.yaml."""
    return PurePosixPath("rules", ruleset.id, "ruleset.yaml")


def text_beside(path: Path, document_id: str) -> Path:
    """The stored text of a document beside its rule file: ruleset.d1.txt."""
    return path.with_suffix(f".{document_id}.txt")


@dataclass(frozen=True, slots=True)
class Placement:
    """A rule set of a batch with its path; `note` is Chinese and tells if it had to make room for another one."""

    path: PurePosixPath
    ruleset: RuleSet
    note: str | None = None


def place_all(rulesets: Sequence[RuleSet]) -> tuple[Placement, ...]:
    """Paths for the rule sets of a batch, so that none overwrites another.

    Several notices of one jurisdiction and year: the one issued first keeps <code>/<year>, later ones become
    <code>/<year>-2, -3 … with a note (undated ones come last; ties by title, then by hash, never by input order).
    The same document twice (same text) is placed once.
    """
    placed: list[Placement] = []
    for ruleset in sorted(rulesets, key=_precedence):
        same = [p.ruleset for p in placed if p.ruleset.id.partition("-")[0] == ruleset.id.partition("-")[0]]
        if any(_text(p) == _text(ruleset) for p in same):
            continue
        number = len(same) + 1
        if number > 1:
            ruleset = renumbered(ruleset, number)  # noqa: PLW2901 – the renamed one is the one to place
        placed.append(Placement(relative_path(ruleset), ruleset, _note(ruleset, same) if same else None))
    return tuple(placed)


def _precedence(ruleset: RuleSet) -> tuple[str, str, str, str]:
    document = ruleset.documents["d1"]
    return ruleset.id, document.issued or "9999", document.title or "", document.sha256


def _text(ruleset: RuleSet) -> str:
    return ruleset.documents["d1"].text_sha256


def renumbered(ruleset: RuleSet, number: int) -> RuleSet:
    """The rule set as the `number`-th of its jurisdiction and year: its id and its rules' ids take the suffix."""
    base = ruleset.id.partition("-")[0]
    old, new = rule_prefix(ruleset.id), rule_prefix(f"{base}-{number}")
    rules = tuple(r.model_copy(update={"id": r.id.replace(old, new, 1)}) for r in ruleset.rules)
    questions = tuple(
        q.model_copy(update={"rules": tuple(i.replace(old, new, 1) for i in q.rules)}) for q in ruleset.questions
    )
    return ruleset.model_copy(update={"id": f"{base}-{number}", "rules": rules, "questions": questions})


def rule_prefix(ruleset_id: str) -> str:
    """What the ids of a rule set's rules begin with: 370400/2026 → 370400-2026-R."""
    return f"{ruleset_id.replace('/', '-')}-R"


def _note(ruleset: RuleSet, earlier: Sequence[RuleSet]) -> str:
    first = earlier[0].documents["d1"]
    mine = ruleset.documents["d1"]
    what = "疑为同一文件的另一版本，" if (first.title, first.number) == (mine.title, mine.number) else ""
    place = f"{ruleset.jurisdiction.name}{ruleset.year}年度"
    return f"{place}已有规则文件（《{first.title or first.file}》），{what}本件另存为{ruleset.id}，请确认以哪一件为准"
