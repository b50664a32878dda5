"""YAML text → plain data with the line of every entry. Stricter than YAML: what a rule file never needs is refused.

No anchors, no tags, no duplicate keys, no floats, no odd spellings of integers: a person who signs a file and the
program that reads it must see the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml
from yaml.resolver import Resolver

from ingest.yaml_loader import YamlLoader
from rulesgen.errors import Problem, RuleFileError

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None
Key = str | int
Path = tuple[Key, ...]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,15}")
_DEEPEST = 12  # a rule file is eight levels deep
_LONGEST = 8_000_000  # characters; a long notice gives some 200,000
_TAG = "tag:yaml.org,2002:"


class _Mark(Protocol):
    """A position of PyYAML's two parsers, line from 0."""

    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Tree:
    """Data of a YAML file; `lines` holds the line (from 1) of every map, list and value by its path."""

    data: Plain
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of an entry, or of the nearest one above it that exists."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str) -> Tree:
    """A YAML text as a Tree. Raises RuleFileError."""
    if len(text) > _LONGEST:
        raise RuleFileError([Problem(1, "文件过大，不是规则文件")])
    try:
        reader = _Reader(yaml.parse(text, Loader=YamlLoader))
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark)
        raise RuleFileError([Problem(line, "不是有效的 YAML 格式，请检查缩进和引号")]) from error
    except yaml.YAMLError as error:
        raise RuleFileError([Problem(1, "含有 YAML 不允许的字符")]) from error
    if reader.problems:
        raise RuleFileError(reader.problems)
    return Tree(data, reader.lines)


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


class _Reader:
    """Builds the data from the parser's events, so that nothing is built of a file that is refused."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._resolver = Resolver()
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> Plain:
        """The one document of the file."""
        next(self._events)  # start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise RuleFileError([Problem(1, "文件是空的")])
        data = self._node(next(self._events), ())
        next(self._events)  # end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise RuleFileError([Problem(_line(after.start_mark), "一个文件只能有一份规则")])
        return data

    def _node(self, event: yaml.Event, path: Path) -> Plain:
        line = self.lines[path] = _line(event.start_mark)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise RuleFileError([Problem(line, "不得使用引用（* 或 &）")])
        if len(path) > _DEEPEST:
            raise RuleFileError([Problem(line, "层次过深，不是规则文件")])
        match event:
            case yaml.MappingStartEvent():
                return self._map(path)
            case yaml.SequenceStartEvent():
                return self._list(path)
            case yaml.ScalarEvent():
                return self._scalar(event, line)
            case _:
                raise AssertionError(event)

    def _map(self, path: Path) -> Plain:
        data: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                raise RuleFileError([Problem(line, "键须为文字")])
            key: str = event.value
            if key in data:
                self.problems.append(Problem(line, f"“{key}”重复出现"))
            data[key] = self._node(next(self._events), (*path, key))
            self.lines[*path, key] = line
        return data

    def _list(self, path: Path) -> Plain:
        items: list[Plain] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Plain:
        """A scalar by its tag; dates stay text. What a rule file does not use is a problem."""
        value: str = event.value
        tag: str = event.tag or self._resolver.resolve(  # type: ignore[no-untyped-call]  # types-PyYAML leaves it open
            yaml.ScalarNode, value, event.implicit
        )
        match tag.removeprefix(_TAG):
            case "str" | "timestamp":
                return value
            case "null":
                return None
            case "bool":
                return value.lower() in ("true", "yes", "on")
            case "int" if _INTEGER.fullmatch(value):
                return int(value)
            case "int":
                self.problems.append(Problem(line, f"整数“{value}”写法不规范；代码等文字须加引号"))
            case "float":
                self.problems.append(Problem(line, f"“{value}”须写作整数，有小数的须加引号"))
            case _:
                self.problems.append(Problem(line, f"不得使用标记“{tag}”"))
        return None
