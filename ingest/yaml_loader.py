"""The loader of the program's own data files: safe, and by libyaml where PyYAML has it (ten times as fast)."""

from __future__ import annotations

try:
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # reads the same
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

__all__ = ["YamlLoader"]
