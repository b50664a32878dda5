"""Platforms – 平台: learning, registration and review systems that a notice names, with address, short name and use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.atoms import Atom
from extract.finders.platforms.addresses import shared_out, unnamed
from extract.finders.platforms.names import DOUBTFUL, Name, find_names
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View
from ingest.document import Span

_REACH = 40  # an address or a short name stands within so many characters behind the name
_CLAUSE = re.compile(r"[，,。；;\n]")
_HOST = re.compile(r"(?:https?://)?[^/?#:]+\.[^/?#:]+", re.IGNORECASE)
_URL_END = re.compile(r"[\s（(）)>〉〕\]，,；;、”\"》]|。(?![A-Za-z0-9])|[一-鿿]|$")
_JOINT = re.compile(
    r"\s?(?:[、和及与或]|以及|[，,]?(?:也可|或者?|亦可))\s?(?:(?:在|通过|登[录陆]|关注|下载|使用|手机端?|微信|支付宝|搜索|扫码){0,4})?[“\"]?"
)
_BRACKETS = re.compile(r"[（(<][^（）()]*[）)>]")


def find_platforms(view: View) -> Iterator[Mention]:
    """Mentions of kind platform, one for each naming; the label is the role that the words around it give, or "".

    Parts: name, product (APP, 小程序 … printed behind the name), url (label damaged where it can't be read), alias.
    An address that no name stands with has the part url alone.
    """
    names = find_names(view)
    shared = shared_out(view, names)
    used: set[Span] = {address.span for address in shared.values()}
    floor = 0
    for i, name in enumerate(names):
        stop = names[i + 1].outer[0] if i + 1 < len(names) else len(view.text)
        sentence = _sentence(view, name)
        details = list(_details(view, name, (floor, min(stop, sentence[1])), used))
        if name.span in shared:
            details.append(Part("url", shared[name.span].span))
        near = [p for p in details if name.span not in shared or p.role != "url"]
        end = max([name.outer[1], *(p.span[1] for p in near)])
        end = _closed(view.text, name.outer[1], end)
        told = max(name.outer[1], name.product[1] if name.product else 0)
        said = _said_of(view.text, names[i:], (told, sentence[1]))
        role = (name.role if name.role != DOUBTFUL else "") or _role(
            view.text[max(floor, _start(view, name)) : name.outer[0]], view.text[slice(*said)]
        )
        role = role or _headed(view, name)
        if name.role == DOUBTFUL and not role and not details:
            continue
        product = [Part("product", name.product)] if name.product else []
        start = min([name.outer[0], *(p.span[0] for p in near)])
        end = max(end, name.product[1] if name.product else end)
        yield Mention("platform", (start, end), role, (Part("name", name.span), *product, *details))
        floor = name.outer[1]
    for atom in unnamed(view, used):
        passage = view.passage_at(atom.span[0])
        start = passage.span[0] if passage is not None else atom.span[0]
        yield Mention(
            "platform",
            atom.span,
            _role(view.text[start : atom.span[0]], view.text[atom.span[1] : _end_of(view, atom.span[1])]) or "learning",
            (Part("url", atom.span, "damaged" if _is_damaged(view.text, atom) else ""),),
        )


def _headed(view: View, name: Name) -> str:
    """The use that the heading of the clause gives to all platforms in it: 二、学习平台."""
    passage = view.passage_at(name.span[0])
    heading = passage.headings[-1] if passage is not None and passage.headings else ""
    return next((role for role, p in labelled("platforms", "heading_roles") if p.search(heading)), "")


def _end_of(view: View, at: int) -> int:
    passage = view.passage_at(at - 1)
    return passage.span[1] if passage is not None else at


def _sentence(view: View, name: Name) -> Span:
    passage = view.passage_at(name.span[0])
    if passage is None:
        return name.outer
    if passage.is_row:
        return passage.span
    found = (s for s in view.sentences(passage) if s[0] <= name.span[0] < s[1])
    return next(found, passage.span)


def _start(view: View, name: Name) -> int:
    passage = view.passage_at(name.span[0])
    return passage.span[0] if passage is not None else name.outer[0]


def _details(view: View, name: Name, limits: Span, used: set[Span]) -> Iterator[Part]:
    """Address and short name behind the name, or an address right before it."""
    behind = (name.outer[1], min(limits[1], name.outer[1] + _REACH))
    passage = view.passage_at(name.span[0])
    floor = max(limits[0], passage.span[0] if passage else 0)
    url = next((a for a in _urls(view, (behind[0], limits[1])) if a.span[0] < behind[1]), None)
    if url is None and passage is not None:
        url = _on_next_line(view, passage, name)
    if url is None:
        url = next(
            (a for a in _urls(view, (floor, name.outer[0])) if _adjoins(view.text, a.span[1], name.outer[0])), None
        )
    if url is None and passage is not None and limits[1] == _sentence(view, name)[1]:
        url = _in_next_sentence(view, passage, limits[1])
    if url is not None and url.span not in used:
        used.add(url.span)
        yield Part("url", url.span, "damaged" if _is_damaged(view.text, url) else "")
    reach = max(behind[1], url.span[1] + _REACH if url else 0)
    for _, pattern in labelled("platforms", "alias"):
        match = pattern.search(view.text, name.outer[1], min(limits[1], reach))
        if match is not None:
            yield Part("alias", match.span("alias"))
            return


def _on_next_line(view: View, passage: Passage, name: Name) -> Atom | None:
    """网址：https://… on the line below a name that ends its own line."""
    below = view.passages[passage.index + 1 : passage.index + 2]
    if not below or below[0].is_row or view.text[name.outer[1] : passage.span[1]].strip("。；; "):
        return None
    atoms = list(view.atoms_in(below[0].span, "url", "damaged_url"))
    label = view.text[below[0].span[0] : atoms[0].span[0]] if len(atoms) == 1 else "…"
    labels = (p for _, p in labelled("platforms", "url_label"))
    return atoms[0] if any(p.fullmatch(label.strip()) for p in labels) else None


def _in_next_sentence(view: View, passage: Passage, at: int) -> Atom | None:
    """The address of a sentence that only says where else to go: ；也可直接输入 http://… 进入."""
    following = next((s for s in view.sentences(passage) if s[0] >= at), None)
    if following is None or not any(p.match(view.text, *following) for _, p in labelled("platforms", "or_enter")):
        return None
    return next(view.atoms_in(following, "url"), None)


def _urls(view: View, span: Span) -> Iterator[Atom]:
    """Addresses from a span on; that of a bureau's own page (市人社局官网（…）) is not the platform's."""
    for atom in view.atoms_in((span[0], span[1] + 200), "url", "damaged_url") if span[1] > span[0] else ():
        before = view.text[max(span[0], atom.span[0] - 16) : atom.span[0]]
        if not any(pattern.search(before) for _, pattern in labelled("platforms", "own_page")):
            yield atom


def _adjoins(text: str, end: int, start: int) -> bool:
    """Only brackets, blanks or 进入 stand between an address and the name behind it."""
    return (
        end <= start
        and re.fullmatch(r"[\s，,（(>：:“\"]*(?:进入|登录|打开|访问)?[\s“\"]*", text[end:start]) is not None
    )


def _is_damaged(text: str, atom: Atom) -> bool:
    """An address without a dot in its host, or that breaks off at a sign no address ends with."""
    if re.search(r"[A-Za-z:：]/{1,2}$", text[max(0, atom.span[0] - 4) : atom.span[0]]):
        return True  # httрs:// with a foreign letter: the address was taken up behind it
    return atom.kind == "damaged_url" or not _HOST.match(atom.quote(text)) or not _URL_END.match(text, atom.span[1])


def _closed(text: str, opened: int, end: int) -> int:
    """The end of a mention, with the bracket that closes its details."""
    stretch = text[opened:end]
    missing = len(re.findall(r"[（(]", stretch)) - len(re.findall(r"[）)]", stretch))
    at = end
    while missing > 0 and at < min(len(text), end + 12) and text[at] not in "。；\n":
        missing -= text[at] in "）)"
        at += 1
    return at if missing <= 0 else end


def _said_of(text: str, names: Sequence[Name], span: Span) -> Span:
    """The words behind a name that speak of it: up to the next name; names joined by 和 share what follows them."""
    start = span[0]
    for following in names[1:]:
        if following.outer[0] >= span[1] or not _JOINT.fullmatch(_BRACKETS.sub("", text[start : following.outer[0]])):
            return start, min(max(start, following.outer[0]), span[1])
        start = following.outer[1]
    return start, max(start, span[1])


def _role(before: str, behind: str) -> str:
    """What the words say that the platform is for: its own clause, the words before it, then the clauses behind."""
    said = [c.strip('”"）) ') for c in _CLAUSE.split(_BRACKETS.sub("", behind))]
    told = [c for c in _CLAUSE.split(_BRACKETS.sub("", before)) if c.strip()]
    later = [c for c in said[1:] if len(c) > 1]
    both = [f"{told[-1]}{said[0]}"] if told and said else []  # 学时在|“…平台”|登记
    for words in (*said[:1], *told[-1:], *both, *later[:2]):
        for role, pattern in labelled("platforms", "roles"):
            if pattern.search(words):
                return role
    return ""
