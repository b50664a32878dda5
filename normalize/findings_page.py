"""The catalogue of findings as the page docs/findings.md, in English and Chinese.

Written by `python -m normalize.findings_page`; a test keeps the page and the catalogue equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from normalize.findings import families


def page() -> str:
    """The catalogue as the page docs/findings.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Findings – 发现目录"
    yield ""
    yield "Written from `normalize/data/findings.yaml` by `python -m normalize.findings_page`; a test keeps them equal."
    yield "A code never changes its meaning. Severity and certainty are defaults; a check may weigh a place otherwise."
    yield "Severity: error – staff would act on a wrong, contradictory or unreadable value; warning – a person should"
    yield "look; info – worth knowing. Certainty: certain, or judgment (open to argument). `{…}` are parameters."
    for family in families():
        yield ""
        yield f"## {family.family} {family.zh} – {family.en}"
        yield ""
        yield "| code | 含义 | meaning | severity | certainty | 提示文字 |"
        yield "|---|---|---|---|---|---|"
        for row in family.codes:
            yield f"| {row.code} | {row.zh} | {row.en} | {row.severity} | {row.certainty} | {row.message} |"


if __name__ == "__main__":
    print(page(), end="")
