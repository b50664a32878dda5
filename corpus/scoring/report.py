"""Scores as a plain-text table in Chinese for the terminal, and as a JSON object for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from pydantic import JsonValue

from corpus.scoring.folder import FileScore, FolderScore
from corpus.scoring.gold import GoldFinding
from corpus.scoring.items import KINDS, Item
from corpus.scoring.remarks import Raised, Remarks
from corpus.scoring.score import Score, Tally

COLUMNS = ("项目", "标注", "命中", "遗漏", "多出", "查准", "查全", "F1")
QUOTE_WIDTH = 60
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def table(result: FolderScore) -> str:
    """The whole result as text. Of held-out notices only counts are shown, no words of theirs."""
    overall = result.overall
    parts = [
        f"共评测 {len(result.files)} 份文件，{len({f.gold_id for f in result.files})} 件通知。",
        "\n".join(_grid(_kind_rows(overall))),
        _silent_line(overall),
        *_apart(result),
        "\n".join(_grid(_format_rows(result))),
        "\n".join(_remark_lines("单件发现", overall.remarks)),
        "\n".join(_remark_lines("通知之间的发现", result.cross)),
    ]
    parts += ["\n".join(_file_lines(f, words=f.gold_id not in result.held_out)) for f in result.files]
    if result.without_input:
        parts.append("没有找到原文的标注：" + "、".join(result.without_input))
    if result.unread:
        names = "、".join(result.unread)
        parts.append(f'扫描件 {len(result.unread)} 份未评测（未安装文字识别，请运行 pip install "jxjy[ocr]"）：{names}')
    return "\n\n".join(part for part in parts if part) + "\n"


def as_json(result: FolderScore) -> dict[str, JsonValue]:
    """The whole result as a JSON object, held-out notices as in `table`."""
    return {
        "schema": "jxjy-evaluation/1",
        "overall": _score_json(result.overall, words=False),
        "held_out_apart": _score_json(result.apart, words=False),
        "formats": {name: _score_json(s, words=False) for name, s in result.by_format.items()},
        "files": [
            {
                "id": f.gold_id,
                "file": f.file,
                "format": f.format,
                "failure": f.failure,
                **_score_json(f.score, words=f.gold_id not in result.held_out),
            }
            for f in result.files
        ],
        "cross": _remarks_json(result.cross, words=not result.held_out),
        "without_input": list(result.without_input),
        "unread": list(result.unread),
        "held_out": [*sorted(result.held_out)],
    }


# ---------------------------------------------------------------- text


def _apart(result: FolderScore) -> Iterator[str]:
    """The held-out notices by themselves, where there are any."""
    if result.held_out:
        yield f"其中保留样本 {len(result.held_out)} 件（开发时不看）：\n" + "\n".join(_grid(_kind_rows(result.apart)))
        yield _silent_line(result.apart)


def _kind_rows(score: Score) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for kind, name in KINDS.items():
        yield _row(name, score.facts[kind])
    yield _row("合计", score.total)


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    labelled = tally.matched + len(tally.missed)
    counts = (labelled, tally.matched, len(tally.missed), len(tally.extra))
    return (name, *(str(c) for c in counts), *(_share(r) for r in (tally.precision, tally.recall, tally.f1)))


def _share(ratio: float | None) -> str:
    return "—" if ratio is None else f"{ratio:.3f}"


def _silent_line(score: Score) -> str:
    return f"静默错误（值有误或多出，记为确定，且没有任何发现提到该处）：{len(score.silent_errors)} 处"


def _format_rows(result: FolderScore) -> Iterator[tuple[str, ...]]:
    yield ("格式", "文件", "查准", "查全", "F1", "静默错误")
    for name, score in result.by_format.items():
        files = sum(1 for f in result.files if f.format == name)
        ratios = (score.total.precision, score.total.recall, score.total.f1)
        yield (name, str(files), *(_share(r) for r in ratios), str(len(score.silent_errors)))


def _remark_lines(title: str, remarks: Remarks | None) -> Iterator[str]:
    if remarks is None:
        return
    found, missed = len(remarks.due_found), len(remarks.due_missed)
    every = len(remarks.argued_found) + found
    rows = every + len(remarks.argued_missed) + missed
    ratios = f"查准 {_share(remarks.precision)}，查全 {_share(remarks.recall)}，F1 {_share(remarks.f1)}"
    yield f"{title}：应发现 {found + missed} 条，已发现 {found} 条；{ratios}。"
    yield f"连同可商榷的共 {rows} 条，已发现 {every} 条。"
    counts = Counter(f.severity for f in remarks.extra)
    extra = "，".join(f"{name} {counts[key]} 条" for key, name in SEVERITIES.items())
    broken = f"级别与标注不同 {len(remarks.wrong_severity)} 条，打破应有的沉默 {len(remarks.violations)} 处"
    yield f"标注以外的发现：{extra}；{broken}。"


def _file_lines(result: FileScore, *, words: bool) -> Iterator[str]:
    score = result.score
    total = score.total
    head = f"■ {result.file}（{result.gold_id}）查准 {_share(total.precision)}，查全 {_share(total.recall)}"
    yield f"{head}，静默错误 {len(score.silent_errors)} 处"
    if result.failure:
        yield f"  未能读取：{result.failure}"
        return
    if not words:
        yield "  本件属保留样本，只列计数。"
        return
    for kind, name in KINDS.items():
        tally = score.facts[kind]
        yield from (f"  遗漏 {name}：{_told(item)}" for item in tally.missed)
        for item in tally.extra:
            mark = "多出（静默）" if item in score.silent_errors else "多出"
            yield f"  {mark} {name}：{_told(item)}"
    if score.remarks is not None:
        yield from _remark_details(score.remarks)


def _remark_details(remarks: Remarks) -> Iterator[str]:
    for row in remarks.due_missed:
        yield f"  未发现 {row.code}：{row.message_zh}〔{_short(row.spans[0].quote if row.spans else '')}〕"
    for raised in remarks.extra:
        quote = raised.places[0][1] if raised.places else ""
        level = SEVERITIES.get(raised.severity, raised.severity)
        yield f"  标注以外 {raised.code}（{level}）：{raised.message}〔{_short(quote)}〕"
    for violation in remarks.violations:
        yield f"  应当沉默 {violation.row.check}：{violation.raised.code} {violation.raised.message}"


def _told(item: Item) -> str:
    return f"{item.shown}〔{_short(item.quote)}〕" if item.quote else item.shown


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_WIDTH else line[: QUOTE_WIDTH - 1] + "…"


def _grid(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows as aligned columns, the first one to the left, a wide character counting two."""
    body = list(rows)
    widths = [max(_width(row[i]) for row in body) for i in range(len(body[0]))]
    for row in body:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        rest = (" " * (w - _width(cell)) + cell for cell, w in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((first, *rest)).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


# ---------------------------------------------------------------- JSON


def _score_json(score: Score, *, words: bool) -> dict[str, JsonValue]:
    return {
        "facts": {kind: _tally_json(tally, words=words) for kind, tally in score.facts.items()},
        "total": _tally_json(score.total, words=False),
        "silent_errors": [_item_json(i) for i in score.silent_errors] if words else len(score.silent_errors),
        "findings": _remarks_json(score.remarks, words=words),
    }


def _tally_json(tally: Tally, *, words: bool) -> dict[str, JsonValue]:
    return {
        "matched": tally.matched,
        "missed": [_item_json(i) for i in tally.missed] if words else len(tally.missed),
        "extra": [_item_json(i) for i in tally.extra] if words else len(tally.extra),
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


def _item_json(item: Item) -> dict[str, JsonValue]:
    return {"value": item.shown, "quote": item.quote}


def _remarks_json(remarks: Remarks | None, *, words: bool) -> JsonValue:
    if remarks is None:
        return None
    return {
        "due": {"found": len(remarks.due_found), "missed": len(remarks.due_missed)},
        "argued": {"found": len(remarks.argued_found), "missed": len(remarks.argued_missed)},
        "precision": remarks.precision,
        "recall": remarks.recall,
        "recall_of_all": remarks.recall_of_all,
        "f1": remarks.f1,
        "extra": dict(Counter(f.severity for f in remarks.extra)),
        "wrong_severity": len(remarks.wrong_severity),
        "violations": len(remarks.violations),
        **(_remarks_words(remarks) if words else {}),
    }


def _remarks_words(remarks: Remarks) -> dict[str, JsonValue]:
    def expected(row: GoldFinding) -> JsonValue:
        return {"id": row.id, "code": row.code, "quotes": [s.quote for s in row.spans]}

    def raised(finding: Raised) -> JsonValue:
        quotes: list[JsonValue] = [quote for _, quote in finding.places]
        return {"code": finding.code, "severity": finding.severity, "message": finding.message, "quotes": quotes}

    return {
        "due_missed": [expected(r) for r in remarks.due_missed],
        "argued_missed": [expected(r) for r in remarks.argued_missed],
        "extra_findings": [raised(f) for f in remarks.extra],
        "broken_silences": [{"id": v.row.id, "check": v.row.check, "code": v.raised.code} for v in remarks.violations],
    }
