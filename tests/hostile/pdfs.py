"""PDFs that lie, circle, or unpack to more than they should."""

from __future__ import annotations

import hashlib
import struct
import zlib

from tests.pdf_maker import Sheet, assemble, pdf, stream

TEXT = "关于做好继续教育工作的通知每年不少于90学时"
GOOD = pdf([Sheet().text(60, 60, TEXT)])
_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _page(contents: str = "5 0 R", more: str = "") -> bytes:
    resources = "/Resources<</Font<</F1 3 0 R>>>>"
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{resources}/Contents {contents}{more}>>".encode()


def one_page(content: bytes, *, pages: bytes = b"<</Type/Pages/Count 1/Kids[4 0 R]>>", trailer: str = "") -> bytes:
    """A file of one page with this content stream object."""
    return assemble([_CATALOGUE, pages, _FONT, _page(), content], trailer)


def flate_bomb(layers: int, size: int) -> bytes:
    """A page whose content is `size` blanks, packed again and again."""
    data = b" " * size
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return one_page(stream(data, f"/Filter[{'/FlateDecode ' * layers}]"))


def image_bomb() -> bytes:
    """A picture of ten thousand million points in a few bytes."""
    data = zlib.compress(b"\x00" * 1_000_000)
    entries = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = stream(data, entries + "/Filter/FlateDecode")
    draw = b"BT /F1 12 Tf 60 700 Td (Notice of continuing education 2026) Tj ET q 90 0 0 90 0 0 cm /Im Do Q"
    page = _page().replace(b"/Resources<<", b"/Resources<</XObject<</Im 6 0 R>>")
    return assemble([_CATALOGUE, b"<</Type/Pages/Count 1/Kids[4 0 R]>>", _FONT, page, stream(draw), picture])


def many_pages(count: int) -> bytes:
    """The same page `count` times."""
    kids = f"<</Type/Pages/Count {count}/Kids[{'4 0 R ' * count}]>>".encode()
    return one_page(stream(b""), pages=kids)


def deep_tree(depth: int) -> bytes:
    """A page tree in which every node has one child."""
    nodes = [f"<</Type/Pages/Count 1/Kids[{i + 3} 0 R]>>".encode() for i in range(depth)]
    return assemble([_CATALOGUE, *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def circular_tree() -> bytes:
    """A page tree that is its own child."""
    return assemble([_CATALOGUE, b"<</Type/Pages/Count 9/Kids[3 0 R]>>", b"<</Type/Pages/Count 9/Kids[2 0 R]>>"])


def circular_xref() -> bytes:
    """A cross-reference table that names itself as the one before."""
    start = GOOD.index(b"xref\n")
    return GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def nested_arrays(depth: int) -> bytes:
    """Arrays inside arrays where the content should be."""
    return assemble([_CATALOGUE, b"<</Type/Pages/Count 1/Kids[4 0 R]>>", _FONT, _page("[" * depth + "]" * depth)])


def without_xref() -> bytes:
    """The table and the trailer lost: pdfplumber finds no pages in it and says nothing; PDFium rebuilds them."""
    return GOOD[: GOOD.index(b"xref\n")] + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def many_operators(count: int) -> bytes:
    """A page that draws and draws, and says little."""
    content = b"q 1 0 0 1 0 0 cm 0 0 m 9 9 l S Q\n" * count + b"BT /F1 12 Tf 60 700 Td (Notice of education 2026) Tj ET"
    return one_page(stream(zlib.compress(content), "/Filter/FlateDecode"))


def locked(user: bytes, owner: bytes) -> bytes:
    """Encrypted by the standard handler of 40 bits (ISO 32000-1, 7.6.3): without a user password anyone may read it."""
    identity, rights = b"0123456789abcdef", struct.pack("<i", -44)
    for_owner = _rc4(hashlib.md5(_padded(owner), usedforsecurity=False).digest()[:5], _padded(user))
    seed = _padded(user) + for_owner + rights + identity
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    for_user = _rc4(key, _PAD)
    own = hashlib.md5(key + (5).to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
    content = _rc4(own, b"BT /F1 12 Tf 60 700 Td (Notice of continuing education 2026) Tj ET")
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<{for_owner.hex()}>/U<{for_user.hex()}>>>"
    return one_page(stream(content), trailer=f"{lock}/ID[<{identity.hex()}><{identity.hex()}>]")


def _padded(password: bytes) -> bytes:
    return (password + _PAD)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
