"""Mentions of platforms → Platform: one entry for each, whatever names it goes by, with what the notice says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extract.grammar import labelled
from extract.mentions import Mention, Mentions
from extract.places import province
from ingest.document import Document, Span
from normalize.evidence import evidence
from normalize.record import Platform
from normalize.values.identifiers import canonical_title, canonical_url
from normalize.values.wording import squeezed

Role = Literal["learning", "hour_registration", "title_review", "other"]

_OWN = re.compile(r"[我本](?=[省市])")
_SHORT = re.compile(r"(?P<level>[省市])(?P<rest>.+)")
_CITY = re.compile(r"[一-鿿]{2,7}?市")
_SPECIFIC = 6  # 省职称系统 may stand for itself, 省平台 only for a name given elsewhere


@dataclass(slots=True)
class _Known:
    """A platform while its mentions are gathered; `first` is the first full naming, `roles` in reading order."""

    name: str
    first: Span
    url: str | None = None
    alias: str | None = None
    roles: list[tuple[int, Role]] = field(default_factory=list)


def platforms(mentions: Mentions) -> tuple[Platform, ...]:
    """One Platform for each, in the order of first full naming.

    A short name is joined to the one full name that it can stand for (省公共服务平台 → 山东省…公共服务平台); two full
    names are two platforms, however alike. A damaged address gives url None. An address that no name stands with is a
    platform of its own, with the address for a name, unless a named one has it.
    """
    document = mentions.document
    found: list[_Known] = []
    short: list[Mention] = []
    bare = [m for m in mentions.of("platform") if m.part("name") is None]
    for mention in (m for m in mentions.of("platform") if m.part("name") is not None):
        name = _name(document, mention)
        known = _same(found, name)
        if known is None and _SHORT.fullmatch(name):
            short.append(mention)
            continue
        if known is None:
            known = _Known(name, mention.span)
            found.append(known)
        elif squeezed(name) != squeezed(known.name) and known.alias is None:
            known.alias = name
        _learn(document, known, mention)
    for mention in short:
        _settle(document, found, mention)
    for mention in bare:
        _address_alone(document, found, mention)
    return tuple(
        Platform(name=k.name, url=k.url, alias=k.alias, role=_role(k), evidence=evidence(document, k.first))
        for k in sorted(found, key=lambda k: k.first)
    )


def _address_alone(document: Document, found: list[_Known], mention: Mention) -> None:
    """An address without a name: more about the platform that has it, or one that is known by its address only."""
    printed = document.quote(mention.span)
    address = canonical_url(printed)
    if address is None:
        return
    known = next((k for k in found if k.url is not None and canonical_url(k.url) == address), None)
    if known is None:
        known = _Known(printed, mention.span, url=printed)
        found.append(known)
    if mention.label:
        known.roles.append((mention.span[0], _as_role(mention.label)))


def _name(document: Document, mention: Mention) -> str:
    """The printed name; where it is that of an app or account, with the word for it: 淄博专技培训（APP）."""
    name, product = mention.part("name"), mention.part("product")
    printed = _OWN.sub("", canonical_title(document.quote(name.span if name else mention.span)))
    word = document.quote(product.span) if product else ""
    said = not word or word in ("平台", "系统", "网站") or word.lower() in printed.lower()
    return printed if said else f"{printed}（{word}）"


def _same(found: Iterable[_Known], name: str) -> _Known | None:
    """The platform of this name or short name; 省X and 山东省X are one name."""
    for known in found:
        names = {squeezed(known.name), *([squeezed(known.alias)] if known.alias else [])}
        if squeezed(name) in names or _differ_in_place_only(name, known.name):
            return known
    return None


def _differ_in_place_only(a: str, b: str) -> bool:
    """Whether one of two names says 省 where the other says 山东省; 山东省X and 河南省X are two."""
    return _levelled(a) == _levelled(b) and bool(_SHORT.fullmatch(a) or _SHORT.fullmatch(b))


def _levelled(name: str) -> str:
    """The name with its province or city reduced to 省 or 市."""
    match = province().match(name)
    if match and match.group().endswith("省"):
        return "省" + squeezed(name[match.end() :])
    city = _CITY.match(name)
    return "市" + squeezed(name[city.end() :]) if city else squeezed(name)


def _settle(document: Document, found: list[_Known], mention: Mention) -> None:
    """A short name: of a known platform, or the name of its own if it says enough."""
    name = _name(document, mention)
    known = _same(found, name)
    if known is not None and _differ_in_place_only(name, known.name) and mention.span < known.first:
        known.alias = known.alias or known.name
        known.name, known.first = name, mention.span
    if known is None:
        able = [k for k in found if _abbreviates(name, k.name)]
        known = able[0] if len(able) == 1 else None
        if known is not None:
            known.alias = known.alias or name
    if known is None and len(name) >= _SPECIFIC:
        known = _Known(name, mention.span)
        found.append(known)
    if known is not None:
        _learn(document, known, mention)


def _abbreviates(short: str, full: str) -> bool:
    """省公共服务平台 stands for 山东省专业技术人员继续教育公共服务平台: same level, its words in order, same end."""
    match, long = _SHORT.fullmatch(short), _SHORT.fullmatch(_levelled(full))
    if match is None or long is None or match["level"] != long["level"] or match["rest"][-2:] != long["rest"][-2:]:
        return False
    rest = iter(long["rest"])
    return all(char in rest for char in squeezed(match["rest"]))


def _learn(document: Document, known: _Known, mention: Mention) -> None:
    url, alias = mention.part("url"), mention.part("alias")
    if url is not None and known.url is None and url.label != "damaged":
        printed = document.quote(url.span)
        known.url = printed if canonical_url(printed) is not None else None
    if alias is not None and known.alias is None:
        known.alias = canonical_title(document.quote(alias.span))
    if mention.label:
        known.roles.append((mention.span[0], _as_role(mention.label)))


def _as_role(label: str) -> Role:
    match label:
        case "learning" | "hour_registration" | "title_review":
            return label
        case _:
            return "other"


def _role(known: _Known) -> Role:
    """What the earliest sentence that says anything says; else what the name says. A 职称申报系统 stays one."""
    if any(label == "title_review" and pattern.search(known.name) for label, pattern in _name_roles()):
        return "title_review"
    if known.roles:
        return min(known.roles)[1]
    return next((_as_role(label) for label, pattern in _name_roles() if pattern.search(known.name)), "other")


@cache
def _name_roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return labelled("platforms", "name_roles")
