"""Id numbers (GB 11643) and mobile numbers out of lines that are kept or shown: 3715…1234, 138****1234."""

from __future__ import annotations

import re

_ID = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{3})[0-9]{10}([0-9]{3}[0-9Xx])(?![0-9A-Za-z])")
_OLD_ID = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{3})[0-9]{8}([0-9]{3})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])")


def masked(line: str) -> str:
    """The line with the middle of every id and mobile number starred."""
    line = _ID.sub(r"\1**********\2", line)
    line = _OLD_ID.sub(r"\1********\2", line)
    return _MOBILE.sub(r"\1****\2", line)
