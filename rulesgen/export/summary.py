"""RuleSet → a one-page Chinese summary for signature: the numbers, each with its sentence, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from rulesgen.interpret.program import Program
from rulesgen.model import Citation, DatedValue, Parameter, RuleSet
from rulesgen.pieces import shown, window_shown
from rulesgen.wording import phrase

_ROWS, _QUESTIONS = 20, 6  # what one page holds
_QUOTE, _QUESTION = 40, 34  # code points of a sentence and of a question that are shown
_DENSE = 12  # rows from which on the type is smaller


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    value: str
    quote: str
    where: str


def summary(ruleset: RuleSet, program: Program, digest: str) -> str:
    """The page as HTML, to be printed on A4. `program` – what runs; `digest` – SHA-256 of the rule file."""
    rows = sorted(_rows(ruleset), key=lambda row: row[0])
    shown_rows = [row for _, row in rows[:_ROWS]]
    own = {rule.id for rule in ruleset.rules}
    questions = [_cut(q.text.rstrip("。"), _QUESTION) for q in ruleset.questions if q.answer is None]
    document = ruleset.documents["d1"]
    return _template().render(
        title=f"{ruleset.jurisdiction.name}{ruleset.year}年度专业技术人员继续教育规则摘要",
        ruleset=ruleset,
        status=phrase("statuses", ruleset.status),
        source=f"《{document.title or document.file}》{document.number or ''}",
        rows=shown_rows,
        pages=any(c.page for c in ruleset.citations.values()),
        more=len(rows) - len(shown_rows),
        size="9" if len(shown_rows) > _DENSE else "10.5",
        total=len(ruleset.rules),
        running=sum(rule.id in own for rule in program.runs()),
        above=_above(ruleset),
        questions=questions[:_QUESTIONS],
        hidden=max(len(questions) - _QUESTIONS, 0),
        digest=digest,
    )


def _rows(ruleset: RuleSet) -> Iterator[tuple[tuple[int, int], _Row]]:
    """The parameters, those that rules run on first, each in the order of the notice."""
    full = {r.param for r in ruleset.rules if r.executability not in ("text_only",)}
    for i, (name, parameter) in enumerate(ruleset.parameters.items()):
        dated = parameter.values[max(parameter.values)]
        citation = ruleset.citations[dated.cite[0]]
        row = _Row(
            parameter.name, _value(parameter, dated), _cut(" ".join(citation.exact.split()), _QUOTE), _where(citation)
        )
        yield (name not in full, i), row


def _value(parameter: Parameter, dated: DatedValue) -> str:
    if dated.candidates:
        return "前后不一"
    if dated.value is None:
        return "不可读" if dated.inferred is None else f"不可读（推断{dated.inferred}）"
    if parameter.direction == "window" and isinstance(dated.value, tuple):
        return window_shown(dated.value)
    text = f"{shown(dated.value)}{parameter.unit or ''}"
    return _cut(text, 24) + ("（推断）" if dated.status == "inferred" else "")


def _where(citation: Citation) -> str:
    page = f"第{citation.page}页" if citation.page else ""
    return "，".join(filter(None, (" ".join(citation.clause), page))) or "正文"


def _above(ruleset: RuleSet) -> str:
    if not ruleset.inherits:
        return "无"
    inherit = ruleset.inherits[0]
    return inherit.ruleset + (f"（未入库时用{inherit.fallback}并予提示）" if inherit.fallback else "")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


@cache
def _template() -> Template:
    source = files(__package__).joinpath("templates", "summary.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
