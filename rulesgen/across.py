"""All notices of a run together → the findings that only show in comparison, one list for each record.

Each finding stands with the notice it is about; the places in other notices are its related evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from normalize.record import Finding, NoticeRecord
from rulesgen.crosscheck import cited, cities, levels, topics
from rulesgen.crosscheck.held import Held, Remark, notices

Comparison = Callable[[Sequence[Held]], Iterable[Remark]]
"""One rule: the notices of a run to remarks on them."""

COMPARISONS: tuple[Comparison, ...] = (
    cited.numbers,
    cited.titles,
    cited.parents,
    levels.unreadable,
    levels.baseline_year,
    levels.hours,
    levels.late,
    topics.topic_names,
    topics.topics_changed,
    cities.awards,
    cities.differences,
    cities.one_sided,
)
"""All rules, in the order in which their findings are listed."""


def across(records: Sequence[NoticeRecord]) -> list[list[Finding]]:
    """The findings of each record, in the order of the records. Deterministic; raises nothing for any records.

    Several files of one notice count once: the remarks stand with the file whose values are the most certain.
    """
    found: list[list[Finding]] = [[] for _ in records]
    run = notices(records)
    for compare in COMPARISONS:
        for item in compare(run):
            if item.finding not in found[item.notice.index]:
                found[item.notice.index].append(item.finding)
    return found
