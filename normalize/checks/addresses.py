"""Checks of addresses of the net (CON_URL_*, CON_EMAIL_DAMAGED): broken by recognition, mended, or not encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.atoms import find_atoms
from ingest.document import Repair, Span
from normalize.checks.case import Case
from normalize.checks.lists import channels
from normalize.record import Evidence, Finding
from normalize.values.identifiers import canonical_email, canonical_url

_SIGNS = re.compile(r":/|http|www\.|@|邮箱|mail", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[A-Za-z]{2,7}\s?[:：]?\s?|[:：])/{1,2}\s?$")
_NO_AT = re.compile(
    r"(?:邮箱|[Ee]-?mail)(?:地址)?\s?(?:[:：]|为)\s?(?P<address>[A-Za-z0-9][A-Za-z0-9._-]*\s?(?:[#＃￥$&]|[（(]?(?:at|AT)[)）]?)\s?"
    r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)
_BARE_IP = re.compile(r"(?:https?://)?\d{1,3}(?:\.\d{1,3}){3}(?![\d.])", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?[^/?#:]+\.[^/?#:]+", re.IGNORECASE)
_END = re.compile(r"[\s）)>〉〕\]，,；;、”\"》]|。(?![A-Za-z0-9”])|[一-鿿]|$")
_JUNK = re.compile(r"[^\s）)>〉〕\]，,；;》]*")
_WIDE = re.compile(r"[，；：、）》。](?![A-Za-z0-9])|[，；、]")
_MORE_DOMAIN = re.compile(r"。[A-Za-z]{2,}(?:[.。][A-Za-z]{2,})*")
_GONE = "，不可恢复，须人工核对"


@dataclass(frozen=True, slots=True)
class _Address:
    """A web or mail address. `repairs` are those that changed a sign of it; `broken`: it cannot be read."""

    kind: str
    span: Span
    repairs: tuple[Repair, ...]
    broken: bool


def url_damaged(case: Case) -> Iterator[Finding]:
    """CON_URL_DAMAGED: an error where the address is lost, a warning where its only reading was restored."""
    yield from _damage(case, "url", "CON_URL_DAMAGED")


_WIDE_SIGNS = re.compile(r"(?<=[A-Za-z0-9])[．＠。](?=[A-Za-z0-9])")  # full width: no address is reached by them


def email_damaged(case: Case) -> Iterator[Finding]:
    """CON_EMAIL_DAMAGED: an error where the address is lost, a warning where its only reading was restored."""
    yield from _damage(case, "email", "CON_EMAIL_DAMAGED")


def url_insecure(case: Case) -> Iterator[Finding]:
    """CON_URL_INSECURE: http://, a bare IP, or no scheme at all, which leaves it open; each address once."""
    seen: set[str] = set()
    for address in _addresses(case):
        printed = case.document.quote(address.span)
        url = canonical_url(printed)
        if address.kind != "url" or address.broken or url is None or url in seen:
            continue
        seen.add(url)
        kind = _weakness(printed)
        if kind:
            known = "://" in url or "IP" in kind
            yield case.finding(
                "CON_URL_INSECURE", [address.span], certainty=None if known else "judgment", url=url, kind=kind
            )


def _damage(case: Case, kind: str, code: str) -> Iterator[Finding]:
    for address in _addresses(case):
        wide = _WIDE_SIGNS.search(case.document.quote(address.span)) is not None
        if address.kind != kind or not (address.broken or address.repairs or wide):
            continue
        place, printed = _as_printed(case, address)
        if address.broken:
            yield case.finding(code, [place], printed=printed, advice=_GONE)
        else:
            text = case.document.quote(address.span)
            mended = (canonical_url(text) if kind == "url" else canonical_email(text)) or text
            yield case.finding(code, [place], severity="warning", printed=printed, advice=f"，应为{mended}")


def _weakness(printed: str) -> str:
    ip = "裸IP" if _BARE_IP.match(printed) else ""
    low = printed.lower()
    if low.startswith("https://"):
        return ip
    if low.startswith("http://"):
        return f"{ip}明文HTTP"
    return ip or "未写协议的网址，不能确认是否加密"


def _addresses(case: Case) -> Iterator[_Address]:
    """The addresses of the notice's own blocks; a password with an @ in it is none."""
    for block in case.blocks:
        text = case.quote(block)
        if not _SIGNS.search(text):
            continue
        yield from _without_at(case, block.span)
        for atom in find_atoms(text):
            kind = {"url": "url", "damaged_url": "url", "email": "email", "damaged_email": "email"}.get(atom.kind)
            start, end = block.span[0] + atom.span[0], block.span[0] + atom.span[1]
            if kind is None or channels().secret.search(case.text, max(0, start - 12), start):
                continue
            yield _whole(case, kind, (start, end), broken=atom.kind.startswith("damaged"))


def _without_at(case: Case, span: Span) -> Iterator[_Address]:
    """邮箱：kefu#example.cn: behind its label an address whose @ was lost."""
    for match in _NO_AT.finditer(case.text, *span):
        yield _Address("email", match.span("address"), (), broken=True)


def _whole(case: Case, kind: str, span: Span, *, broken: bool) -> _Address:
    """The address with what was torn off it; full-width signs that only part it from the next one are no part of it."""
    start, end = span
    if wide := _WIDE.search(case.text, start, end):
        end = wide.start()
    if kind == "url" and (not _HOST.match(case.text[start:end]) or not _END.match(case.text, end)):
        junk = _JUNK.match(case.text, end)
        broken, end = True, junk.end() if junk else end
    if kind == "url" and canonical_url(case.text[start:end]) is None:
        broken = True
    if kind == "url" and (scheme := _SCHEME.search(case.text, max(0, start - 10), start)):
        broken, start = True, scheme.start()  # htps:/ was no scheme
    if kind == "email" and (rest := _MORE_DOMAIN.match(case.text, end)):
        broken, end = True, rest.end()
    return _Address(kind, (start, end), _changes(case, (start, end)), broken)


def _changes(case: Case, span: Span) -> tuple[Repair, ...]:
    """Repairs of a sign: lost blanks, joined lines, marks around an address and widths are none."""
    found = case.document.repairs_in((max(0, span[0] - 1), span[1]))
    return tuple(
        r
        for r in found
        if r.span[1] > span[0]
        and r.raw.strip() != r.fixed.strip()
        and r.reason.startswith(("punct_url", "email", "digit", "char"))
    )


def _as_printed(case: Case, address: _Address) -> tuple[Evidence, str]:
    """The place of an address with its print, blanks included."""
    raw = case.document.raw_span(address.span)
    place = case.as_read(address.span, raw, reach=0)
    return place, case.document.raw[raw[0] : raw[1]].strip()
