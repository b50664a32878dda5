"""Conversion of activities into hours (学时折算) as mentions of kind conversion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.finders.conversions.subjects import conversion_subject
from extract.finders.hours.said import HoursSaid, hours_in
from extract.finders.hours.statements import statements
from extract.finders.hours.subjects import class_label
from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import Passage, View, clause_around, trim
from ingest.document import Span

_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}|[0-9]{1,2}[.．、](?![0-9])|[0-9]{1,2}[)）]|[①-⑳]"
    r"|第[一二三四五六七八九十百0-9]{1,4}条)\s?"
)
_TOGETHER = re.compile(r"(?P<count>[二两三四五六])(?:类|项|种|者)[^，,。；;]{0,10}?(?:合计|累计|总计)")
_SHORTEST = 2  # characters of an activity
_ADJOINING = 2  # characters between a comparator and its number
_BEHIND = re.compile(r"\s?个?学[时分]\s?[（(]([^（）()]{2,14})[)）]")
_ALL = re.compile(r"全部|全科|一次性")
_LISTED = re.compile(r"[：:]\s?(?=[（(][1一][)）]|①|1[.．、])")
_VERB_TAIL = re.compile(r"(?:[一每](?:篇|件|次|场|项|本|部|门|期|节))?(?:顶|抵|折|算|计|记)?$")
_PER_TAIL = re.compile(r"[，,]?\s?按?每(?:讲授?|授课?|带|参加)?$")
_RATIO = re.compile(
    r"(?<![0-9.])1\s?[:：∶比]\s?(?P<times>[2-9](?:\.5)?)(?![0-9.:：∶])(?:的)?(?:比例|标准)?[^，,。；;]{0,6}?(?:折|计|认定|登记|换算)"
)
_TEACHING = re.compile(r"授课|讲授|讲课|主讲|任教|讲学")
_OTHER_RATIO = re.compile(r"(?:与|和|比|占|：)[^，,。；;]{0,10}(?:按|为|是)?\s?1\s?[:：∶比]\s?[0-9]")  # 理论与实践按1:2
_COUNTS = {c: i for i, c in enumerate("二三四五六", 2)} | {"两": 2}
_MULTIPLE = re.compile(r"学时|课时|学分")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule while its sentence is read: what is granted, and the caps on it."""

    passage: Passage
    sentence: Span
    span: Span
    credit: HoursSaid | None = None
    multiple: Span | None = None
    caps: tuple[HoursSaid, ...] = ()


def find_conversions(view: View) -> Iterator[Mention]:
    """One mention per rule; parts: activity, class, number, daily_cap, annual_cap, per, subject."""
    by_sentence: dict[Span, list[HoursSaid]] = {}
    for said in statements(view):
        by_sentence.setdefault(said.sentence, []).append(said)
    rules: list[_Rule] = []
    for passage in view.passages:
        if passage.is_heading or (passage.is_row and not passage.header):
            continue  # the head of a table states nothing
        if not _goes_on(view, passage, rules):
            yield from (_mention(view, rule) for rule in rules)
            rules = []
        if passage.is_row:
            rules.extend(_row_rules(view, passage, by_sentence.get(passage.span, [])))
            continue
        for sentence in view.sentences(passage):
            _add(view, passage, sentence, by_sentence.get(sentence, []), rules)
    yield from (_mention(view, rule) for rule in rules)


def _goes_on(view: View, passage: Passage, rules: list[_Rule]) -> bool:
    """三类专利年度合计以50学时为限, in a line of its own: bounds the rules of the paragraph before it."""
    if passage.is_row or not rules or rules[-1].passage.is_row or rules[-1].passage.clause != passage.clause:
        return False
    return _TOGETHER.match(view.text, *passage.span) is not None


def _add(view: View, passage: Passage, sentence: Span, spoken: list[HoursSaid], rules: list[_Rule]) -> None:
    """Append the rules of a sentence, or its cap to the rules before it."""
    continues = bool(rules) and _continues(view, sentence)
    granted = any(s.kind in ("credit", "rate") for s in spoken)
    if not (continues or granted or _is_context(view, passage, sentence)):
        spoken = []
    found = _sentence_rules(view, passage, sentence, spoken)
    if continues and _says("overall", view.text[slice(*sentence)]):
        return  # 同一年度内各项累计不超过90学分: no cap of the last activity
    if not continues or not found or found[0].credit is not None:
        rules.extend(found)
        return
    for i in range(max(0, len(rules) - _bounded(view, sentence, rules)), len(rules)):
        whole = (rules[i].span[0], found[0].span[1])
        rules[i] = replace(rules[i], caps=(*rules[i].caps, *found[0].caps), span=whole)


def _row_rules(view: View, passage: Passage, said: list[HoursSaid]) -> list[_Rule]:
    """The rules of a table row: an activity, what it counts and its caps, in whatever columns they stand."""
    if any(s.kind == "requirement" for s in said):
        return []
    granted = [s for s in said if s.kind in ("credit", "rate")]
    caps = tuple(s for s in said if s.kind == "cap")
    if granted:
        return [
            _Rule(passage, passage.span, _with_merged(passage, credit, *caps), credit, caps=caps) for credit in granted
        ]
    multiples = _multiples(view, passage.span)
    if not multiples and not caps and _grant(view, passage, passage.span) is None:
        return []
    plain = _Rule(passage, passage.span, _with_merged(passage, *caps), caps=caps)
    return [replace(plain, multiple=multiple) for multiple in multiples] or [plain]


def _with_merged(passage: Passage, *said: HoursSaid) -> Span:
    """The row, from the cell merged from above that gives one of its values."""
    return min((passage.span[0], *(s.number[0] for s in said))), passage.span[1]


def _bounded(view: View, sentence: Span, rules: list[_Rule]) -> int:
    """How many of the rules before it a cap bounds: 三类专利年度合计以50学时为限 the last three, else the last."""
    match = _TOGETHER.match(view.text, *sentence)
    if match is None:
        return 1
    count = _COUNTS[match["count"]]
    return count if 1 < count <= len(rules) else 1


def _continues(view: View, sentence: Span) -> bool:
    text = view.text[slice(*sentence)]
    return any(pattern.search(text) for _, pattern in labelled("conversions", "continuation"))


def _sentence_rules(view: View, passage: Passage, sentence: Span, said: list[HoursSaid]) -> list[_Rule]:
    if _says_of("example", view.text[slice(*sentence)]):
        return []
    granted = [s for s in said if s.kind in ("credit", "rate")]
    caps = tuple(s for s in said if s.kind == "cap" and not view.text.startswith("其中", s.clause[0]))
    caps = caps or tuple(s for s in said if s.kind == "cap")
    multiples = _multiples(view, sentence)
    if multiples:
        return [
            _Rule(passage, sentence, clause_around(view.text, multiple, sentence), multiple=multiple, caps=caps)
            for multiple in multiples
        ]
    others = [cap for cap in caps if granted and _is_of_another(view, granted, cap)]
    if others:
        rest = [s for s in said if s not in others]
        own = [_Rule(passage, sentence, cap.clause, caps=(cap,)) for cap in others if cap.period != "item"]
        return [*_sentence_rules(view, passage, sentence, rest), *own]
    if granted:
        span = (min(s.clause[0] for s in (*granted, *caps)), max(s.clause[1] for s in (*granted, *caps)))
        return [_Rule(passage, sentence, span, credit=credit, caps=caps) for credit in granted]
    grant = _grant(view, passage, sentence)
    if grant and any(s.kind == "requirement" and s.clause[0] < grant[1] and grant[0] < s.clause[1] for s in said):
        grant = None  # 不少于30学分，折合90学时
    if caps and grant is None and all(s.period == "item" for s in caps):
        return []  # 每个项目不超过10学分: there is no field for it
    bounded = grant is not None and any(a.label == "<=" for a in view.atoms_in(grant, "comparator"))
    spoken = grant is None or bounded or all(grant[0] < s.clause[1] and s.clause[0] < grant[1] for s in caps)
    if caps and spoken and _says("overall", view.text[slice(*sentence)]):
        return []
    if caps:
        ends = [s.clause for s in caps] + ([grant] if grant else [])
        return [_Rule(passage, sentence, (min(e[0] for e in ends), max(e[1] for e in ends)), caps=caps)]
    return [_Rule(passage, sentence, grant)] if grant else []


def _is_of_another(view: View, granted: list[HoursSaid], cap: HoursSaid) -> bool:
    """集中培训每天按8学时认定，校本研修每学年最高认定24学时: the cap names what it is for."""
    ends = [s.clause[1] for s in granted if s.clause[1] <= cap.clause[0]]
    if not ends:
        return False
    span = _words_before(view, cap)
    words = view.text[slice(*span)]
    for _, pattern in labelled("hours", "share_verbs"):
        words = pattern.sub("", words)
    return any(p.search(words) for _, p in labelled("hours", "own_name"))


def _is_context(view: View, passage: Passage, sentence: Span) -> bool:
    texts = (view.text[slice(*sentence)], *passage.headings)
    return any(p.search(text) for _, p in labelled("conversions", "context") for text in texts)


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("conversions", section))


def _says_of(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("hours", section))


def _multiples(view: View, sentence: Span) -> list[Span]:
    """2倍 in a sentence about hours, and 1:2 where teaching counts for hours."""
    if not _MULTIPLE.search(view.text, *sentence):
        return []
    atoms = [a for a in view.atoms_in(sentence, "amount") if a.label == "ratio" and view.text[a.span[1] - 1] == "倍"]
    times = [number.span for a in atoms if (number := a.part("number")) is not None]
    if not times and _TEACHING.search(view.text, *sentence) and not _OTHER_RATIO.search(view.text, *sentence):
        times = [m.span("times") for m in view.finditer(_RATIO, sentence)]
    return times


def _grant(view: View, passage: Passage, sentence: Span) -> Span | None:
    """The clause that grants hours without a number, or refers to where the number stands."""
    text = view.text[slice(*sentence)]
    if any(p.search(text) for _, p in labelled("conversions", "negative")):
        return None
    if _is_own_annex(view, text) or text.endswith(("：", ":")):  # 下列情形可折算学时： announces, grants nothing
        return None
    for row in load_grammar("conversions")["grants"]:
        match = view.search(re.compile(row["find"]), sentence)
        if match is not None and not ("without" in row and re.search(row["without"], text)):
            return clause_around(view.text, match.span(), sentence)
    if passage.headings and any(p.search(passage.headings[-1]) for _, p in labelled("conversions", "heading")):
        for _, pattern in labelled("conversions", "references"):
            match = view.search(pattern, sentence)
            if match is not None:
                return clause_around(view.text, match.span(), sentence)
    return None


def _is_own_annex(view: View, sentence: str) -> bool:
    """按附件1折算, and annex 1 is in the file: its rules speak for themselves."""
    numbers = re.findall(r"附件\s?([0-9]{1,2})", sentence)
    return bool(numbers) and all(f"附件{n}" in view.annexes for n in numbers)


def _mention(view: View, rule: _Rule) -> Mention:
    parts: list[Part] = []
    if rule.passage.is_row:
        parts.extend(_row_name(view, rule))
        return Mention("conversion", rule.span, "", (*parts, *_values(view, rule)))
    label = class_label(view, rule.passage)
    if label is not None and (listed := _LISTED.search(view.text, label[1], rule.span[0])):
        label, start = None, listed.end()  # 下列情形可折抵：（1）取得执业资格的，抵30学时
    else:
        start = rule.sentence[0]
    if label is not None and label[1] <= rule.span[0]:
        parts.append(Part("class", label))
    if label is not None and start <= label[0]:
        start = label[1] if rule.credit is not None else label[0]
    activity = trim(view.text, (start, max(start, rule.span[0])), " 　，,；;。：:")
    if per := _PER_TAIL.search(view.text, *activity):  # 经考核合格，按每|3学时授予1学分
        activity = trim(view.text, (activity[0], per.start()), " 　，,；;。：:")
    if hours_in(view, activity) and any(a.label == ">=" for a in view.atoms_in(activity, "comparator")):
        activity = (activity[1], activity[1])  # 每年不少于90学时（每天按6学时计算）: the words of a requirement
    if label is None and (mark := _MARK.match(view.text, *activity)) is not None:
        activity = (mark.end(), activity[1])
    if _says_of("no_class", view.text[slice(*activity)]):
        activity = (activity[1], activity[1])
    own = rule.credit is not None and (activity[0] == activity[1] or rule.credit.clause[0] > rule.span[0])
    if rule.credit is not None and rule.credit.name:
        if label is not None and label[1] <= rule.credit.name[0][0] and not parts:
            parts.append(Part("class", label))
        parts.extend(Part("activity", _unmarked(view, piece)) for piece in rule.credit.name)
    elif rule.credit is not None and not rule.credit.known:
        at = view.text.find("分别", *rule.credit.clause)
        parts.append(Part("activity", _unmarked(view, (start, at if at > start else rule.credit.number[0]))))
    elif rule.credit is not None and own:
        if activity[0] < activity[1] and label is None:
            parts.append(Part("class", activity))  # 与他人合作的：其他作者
        parts.append(Part("activity", _words_before(view, rule.credit)))
    else:
        parts.append(Part("activity", activity))
        if rule.credit is not None and (role := _share(view, rule.credit, activity) or _role(view, rule.credit)):
            parts.append(Part("kind", role))
    return Mention("conversion", _quoted(rule, activity), "", (*parts, *_values(view, rule)))


def _role(view: View, said: HoursSaid) -> Span | None:
    """第一作者 of 每篇第一作者计15学时, 第一名 of 第一名20学时: whose hours these are, told beside the number."""
    start = said.per[1] if said.per is not None and said.per[1] < said.number[0] else said.clause[0]
    start = max([start, *(a.span[1] for a in view.atoms_in((start, said.number[0]), "amount"))])
    behind = _BEHIND.match(view.text, said.number[1])
    for _, pattern in labelled("conversions", "role"):
        if behind is not None and pattern.search(view.text, *behind.span(1)):
            return behind.span(1)  # 40学时（独著）、30学时（第一作者）
        if match := view.search(pattern, (start, said.number[0])):
            return match.span()
    return None


def _share(view: View, said: HoursSaid, activity: Span) -> Span | None:
    """国家级项目主持人 of 科研项目结题的，国家级项目主持人计60学时: what its own clause adds to the activity."""
    if activity[0] == activity[1] or said.clause[0] < activity[1]:
        return None
    span = _words_before(view, said)
    words = view.text[slice(*span)]
    for section in ("subject", "qualifier", "plain_lead", "share_verbs"):
        for _, pattern in labelled("hours", section):
            words = pattern.sub("", words)
    return span if len(words) >= _SHORTEST else None


def _unmarked(view: View, span: Span) -> Span:
    """The words without the number of their item."""
    mark = _MARK.match(view.text, *span)
    return trim(view.text, (mark.end() if mark else span[0], span[1]), " 　，,；;。：:")


def _row_name(view: View, rule: _Rule) -> Iterator[Part]:
    """The activity of a row: its first words, behind the class that is merged over several rows where there is one."""
    first = min((s.number[0] for s in (rule.credit, *rule.caps) if s is not None), default=rule.passage.span[1])
    amount = rule.credit or (rule.caps[0] if rule.caps else None)
    column = next((i for i, (a, b) in enumerate(rule.passage.cells) if amount and a <= amount.number[0] < b), None)
    cells = [trim(view.text, c) for c in rule.passage.cells[:column]]
    named = [c for c in cells if c[1] - c[0] > 1 and not view.text[slice(*c)].isdigit()]
    merged = [c for c in named if c[0] < rule.passage.span[0] and not any(True for _ in view.atoms_in(c, "amount"))]
    own = [c for c in named if c[0] >= rule.passage.span[0]]
    if merged and own:
        yield Part("class", merged[-1])
        yield Part("activity", own[0])
        yield from (Part("kind", piece) for piece in (rule.credit.name if rule.credit else ()))
        return
    yield Part("activity", named[0] if named else rule.span)
    if len(named) > 1 and named[1][0] < first and not rule.passage.is_heading:
        yield Part("kind", named[1])
    yield from (Part("kind", piece) for piece in (rule.credit.name if rule.credit else ()))


def _quoted(rule: _Rule, activity: Span) -> Span:
    """What a rule is quoted by: a clause that grants hours without a number says nothing without its activity."""
    in_words = rule.credit is None and rule.multiple is None and not rule.caps
    return (activity[0], rule.span[1]) if in_words and activity[0] < activity[1] <= rule.span[0] else rule.span


def _words_before(view: View, said: HoursSaid) -> Span:
    """The activity inside the clause itself: 参加学术会议 of 参加学术会议每天折算6学时."""
    start, end = said.clause[0], said.number[0]
    if said.kind == "rate":  # 网络研修每10学时计1学分: what counts stands before the amount
        start, end = max(view.text.rfind(mark, said.sentence[0], start) for mark in "，,：:；;（(") + 1, start
        start = max(start, said.sentence[0])
        if end - start < _SHORTEST or _MARK.search(view.text, max(start - 1, 0), end):
            return said.clause  # （七）1学分相当于3学时
    for atom in view.atoms_in((start, end), "comparator"):
        behind = view.text[atom.span[0]] in "以及"  # 3个月以上的计45学时
        if (
            said.number[0] - atom.span[1] <= _ADJOINING and not behind
        ):  # 不满三个月的折算15学时: 不满 is part of the activity
            end = min(end, atom.span[0])
    for atom in view.atoms_in((start, end), "amount"):  # 半日4学时、一日8学时
        if atom.label in ("hours", "credits") and atom.span[1] < said.number[0]:
            start = max(start, atom.span[1])
    start = min(start, end)
    if said.per is not None:
        end = min(end, said.per[0])
    if mark := _MARK.match(view.text, start, max(start, end)):
        start = mark.end()
    if tail := _VERB_TAIL.search(view.text, start, max(start, end)):  # 核心刊物一篇顶
        end = tail.start()
    return trim(view.text, (start, max(start, end)), " 　，,；;。：:、的可按每加另")


def _values(view: View, rule: _Rule) -> Iterator[Part]:
    if rule.credit is not None:
        yield Part("number", rule.credit.number, rule.credit.unit)
    if rule.multiple is not None:
        yield Part("number", rule.multiple, "ratio")
    for cap in rule.caps:
        if cap.period in ("day", "year"):  # a cap on one item has no field of its own
            yield Part("daily_cap" if cap.period == "day" else "annual_cap", cap.number, cap.unit)
    yield from _per(view, rule)
    said = [s for s in (rule.credit, *rule.caps) if s is not None]
    subject = conversion_subject(view, rule.passage, rule.sentence, rule.span, said)
    if subject:
        yield Part("subject", rule.span, subject)


def _per(view: View, rule: _Rule) -> Iterator[Part]:
    if rule.credit is not None and rule.credit.kind == "rate" and rule.credit.per is not None:
        yield Part("per", rule.credit.per)
        return
    own = rule.credit.clause if rule.credit is not None else rule.span
    if rule.credit is not None:  # 半天按4学时、一天按8学时: the nearest before the number
        end = min(rule.credit.number[1] + 1, own[1])
        near = [m.span(1) for _, p in labelled("conversions", "per") for m in view.finditer(p, (own[0], end))]
        if near:
            yield Part("per", max(near))
            return
        if rule.credit.per is not None:  # 每万字2学时, 10学时/篇
            yield Part("per", _bare_per(view, rule.credit.per))
            return
        if _ALL.search(view.text, *rule.credit.clause):
            return  # 每合格一门计15学时，全部合格的计90学时
        own = (rule.sentence[0], rule.credit.number[0])  # 每年累计不超过40学时 behind it is the cap's
    for span in (own,) if rule.credit is not None else (own, (rule.sentence[0], rule.span[1])):
        for _, pattern in labelled("conversions", "per"):
            match = view.search(pattern, span)
            if match is not None:
                yield Part("per", match.span(1))
                return


def _bare_per(view: View, span: Span) -> Span:
    """篇 of 每篇, 每一篇 and /篇."""
    match = re.compile(r"(?:每(?:一|1)?个?|/)\s?").match(view.text, *span)
    return (match.end(), span[1]) if match is not None and match.end() < span[1] else span
