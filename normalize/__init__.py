"""Mentions → NoticeRecord: what a notice means, as typed, checked values, each with its Evidence."""

from normalize.notice import notice
from normalize.record import Evidence, Finding, NoticeRecord

__all__ = ["Evidence", "Finding", "NoticeRecord", "notice"]
