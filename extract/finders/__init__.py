"""The finders, by name: each reads a View and yields the mentions of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.mentions import Mention
from extract.view import View

FINDERS: dict[str, Callable[[View], Iterable[Mention]]] = {}
