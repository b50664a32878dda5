"""Conjunctions that are words, and those that are only characters of one."""

from __future__ import annotations

import pytest

from extract.words import joints


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("人工智能和数字经济", ["人工智能", "数字经济"]),
        ("生态文明以及职业道德", ["生态文明", "职业道德"]),
        ("大数据、云计算和区块链", ["大数据、云计算", "区块链"]),
        ("碳达峰碳中和", ["碳达峰碳中和"]),
        ("和谐社会建设", ["和谐社会建设"]),
        ("科学普及与创新", ["科学普及", "创新"]),
        ("参与式教学及时反馈", ["参与式教学及时反馈"]),
        ("中华人民共和国会计法", ["中华人民共和国会计法"]),
        ("网络安全", ["网络安全"]),
    ],
)
def test_joints_part_only_where_they_are_words(text: str, parts: list[str]) -> None:
    edges = [0, *(edge for span in joints(text) for edge in span), len(text)]
    assert [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)] == parts
