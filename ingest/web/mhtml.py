"""A page saved as one file (MHTML, RFC 2557): the mail-like envelope comes in, its page is read.

Pictures and frames beside the page stay in the envelope; browsers and Word save such files, sometimes named .doc.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.reading import Reading
from ingest.web.reader import read_html


def read_mhtml(data: bytes, path: Path) -> Reading:
    """The first page of an MHTML file as a Reading.

    Raises UnreadableFileError as `read_html`; ING_TRUNCATED where the envelope holds no page.
    """
    page = next((part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"), None)
    content = _content(page) if page is not None else b""
    if not content.strip():
        raise UnreadableFileError("ING_TRUNCATED", "单文件网页中没有网页正文", "请在浏览器中重新保存后再提交", path)
    return replace(read_html(content, path), media_type=Kind.MHTML.value.media_type)


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
