"""How a child process ended → the outcome that a person is told, the same for a batch and for a single file."""

from __future__ import annotations

from jxjy import workers
from jxjy.outcome import OUTCOME, Outcome, UnreadOutcome

ENDINGS = {
    "crash": ("ING_CRASH", "处理进程意外终止", "请确认文件能正常打开；仍不行请交维护人员"),
    "timeout": ("ING_TIMEOUT", "处理超过时限，已停止", "请拆分文件或另存后再试"),
    "memory": ("ING_MEMORY", "处理所需内存超过上限", "请拆分文件或另存后再试"),
}


def outcome(result: workers.Result, name: str) -> Outcome:
    """The outcome of the file called `name`: the child's own, or the reason why there is none."""
    if isinstance(result, workers.Done):
        return OUTCOME.validate_json(result.payload)
    code, reason, advice = ENDINGS[result.how]
    return UnreadOutcome(file=name, code=code, reason=reason, advice=advice, detail=result.detail)
