"""Names of documents and addresses in, one canonical writing out, so that two printings of the same thing are equal.

Canonical is what GB/T 9704 prints: 〔〕 around the year, no 第, full-width signs in Chinese titles. A leading zero that
an office prints in its numbers (〔2025〕018号) stays: the number is registered with it.
A broken address is only set right where one reading is certain; else it has no value.
"""

from __future__ import annotations

import re
import unicodedata

from normalize.values.numbers import parse_int

# ---------------------------------------------------------------- numbers of documents

_NUMBER = r"[0-9]+|[〇零○一二三四五六七八九十百]+"
_BRACKETED = re.compile(
    rf"([\u4e00-\u9fff]+)[〔\[(【［〖]([0-9]{{4}}|[〇零○一二三四五六七八九]{{4}})年?[〕\])】］〗]第?({_NUMBER})号"
)
_ORDER = re.compile(rf"([\u4e00-\u9fff]*?)(?:(令|公告)\(?第({_NUMBER})号\)?|第({_NUMBER})号(令|公告))")

_PLAIN_ORDER = re.compile(r"[\u4e00-\u9fff]{2,14}[1-9][0-9]{0,3}号令")
_SERIAL = re.compile(rf"(?:([0-9]{{4}})年?)?第({_NUMBER})号")


def canonical_doc_number(printed: str) -> str | None:
    """鲁人社发[2022] 26 号 → 鲁人社发〔2022〕26号; 人社部第二十五号令 → 人社部令第25号; None if it is incomplete.

    第25号令 without the office stays as it is printed.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed))
    if match := _BRACKETED.fullmatch(text):
        year, number = parse_int(match[2]), _digits(match[3])
        return f"{match[1]}〔{year}〕{number}号" if year and number else None
    if match := _ORDER.fullmatch(text):
        number = _digits(match[3] or match[4])
        if not match[1] and match[5]:
            return f"第{number}号{match[5]}" if number else None  # 第25号令: whose order is said elsewhere
        return f"{match[1]}{match[2] or match[5]}第{number}号" if number else None
    if _PLAIN_ORDER.fullmatch(text):
        return text  # 人社部25号令
    if match := _SERIAL.fullmatch(text):  # （2026年第2号） below 某某厅公告
        number = _digits(match[2])
        return (f"{match[1]}年第{number}号" if match[1] else f"第{number}号") if number else None
    return None


def _digits(printed: str) -> str | None:
    """The number in Arabic digits, as printed where it is; None where it says no number or nought."""
    value = parse_int(printed)
    return (printed if printed.isdecimal() else str(value)) if value else None


# ---------------------------------------------------------------- addresses of the net

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,6}")
_URL = re.compile(r"(?:((?i:https?))://)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(:\d{2,5})?([/?#][^\s]*)?")
_CERTAIN_SIGNS = str.maketrans("：∶﹕／．＠。", ":::/.@.")


def canonical_email(printed: str) -> str | None:
    """The address with its domain in small letters; full-width signs and 。 for the dot are read as meant."""
    text = re.sub(r"\s+", "", printed).translate(_CERTAIN_SIGNS)
    if not _EMAIL.fullmatch(text):
        return None
    user, _, domain = text.rpartition("@")
    return f"{user}@{domain.lower()}"


def canonical_url(printed: str) -> str | None:
    """The address with scheme and host in small letters and without the end slash of a bare host; None if it is none.

    Full-width signs are read as meant; an address printed without a scheme stays without one.
    """
    match = _URL.fullmatch(re.sub(r"\s+", "", printed).strip("<>").translate(_CERTAIN_SIGNS))
    if match is None:
        return None
    scheme, host, port, path = match.groups()
    if not _is_host(host):
        return None
    start = f"{scheme.lower()}://" if scheme else ""
    return f"{start}{host.lower()}{port or ''}{'' if path == '/' else path or ''}"


def _is_host(host: str) -> bool:
    labels = host.split(".")
    if all(label.isdigit() for label in labels):
        return len(labels) == 4 and all(int(label) <= 255 for label in labels)
    return bool(re.fullmatch(r"[A-Za-z]{2,18}", labels[-1]))


# ---------------------------------------------------------------- social credit code

_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def checked_uscc(printed: str) -> str | None:
    """The unified social credit code in capitals, if it has 18 signs and its check sign is right (GB 32100-2015)."""
    text = re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", printed)).upper()
    if len(text) != 18 or any(sign not in _USCC_SIGNS for sign in text):
        return None
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(text, _USCC_WEIGHTS, strict=False))
    return text if _USCC_SIGNS[-total % 31] == text[17] else None


def checked_id_number(printed: str) -> str | None:
    """The 18-digit identity number with its X in capitals, if its check sign is right (GB 11643-1999)."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)).upper()
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return None
    total = sum(int(sign) * pow(2, 17 - i, 11) for i, sign in enumerate(text[:17]))
    return text if "10X98765432"[total % 11] == text[17] else None


# ---------------------------------------------------------------- titles

_WIDE = str.maketrans("();?!", "（）；？！")
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
_COLON = re.compile(r":(?![\d/])|(?<!\d):(?!//)")
_CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—]"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")


def canonical_title(printed: str) -> str:
    """A Chinese title as it is cited: no blanks beside Chinese signs, full-width signs, no 《》 around the whole.

    Digits and Latin letters are half width; blanks between Latin words stay (AI for Science), and so do the comma of
    3,240 and the colon of 9:30 and http://. A title without Chinese keeps its signs.
    """
    text = _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match.group()), printed)
    text = re.sub(r"\s+", " ", text).strip()
    if not _HAN.search(text):
        return text
    text = _COLON.sub("：", _COMMA.sub("，", text.translate(_WIDE)))
    text = re.sub(rf"(?<={_CJK}) | (?={_CJK})", "", text)
    if text.startswith("《") and text.endswith("》") and "《" not in text[1:] and "》" not in text[:-1]:
        text = text[1:-1]
    return text
