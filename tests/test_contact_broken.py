"""Damaged telephone numbers among sound ones: kept as damaged, never completed, never lost."""

from __future__ import annotations

import pytest

from tests.checks_notice import record_of

HEAD = "临沂市人力资源和社会保障局\n\n关于做好2027年度继续教育工作的通知\n\n各有关单位：\n\n"
Row = tuple[tuple[str, ...], tuple[str, ...]]
CASES: list[tuple[str, Row]] = [
    (
        "1.市社保中心：7299077\n\n2.度假区社保中心：7299D77\n\n3.开发区社保中心：7299088",
        (("7299077", "7299088"), ("7299D77",)),
    ),
    (
        "永平县　655S558　云龙县　5555559\n\n洱源县　555556　大理市　5555561",
        (("5555559", "5555561"), ("655S558", "555556")),
    ),
    (
        "兰山区：o539-8184255；罗庄区：0539-8246l12；河东区：0539-838567。莒县 0539-8385670",
        (("0539-8385670",), ("o539-8184255", "0539-8246l12", "0539-838567")),
    ),
    ("市局 0635-655 55571\n\n东昌府区局 0635-6555572", (("0635-6555572",), ("0635-655 55571",))),
    ("联系人：李明 655S558，王芳 6555589", (("6555589",), ("655S558",))),
    ("五、联系方式\n\n兰山区（张明）818425\n\n罗庄区（王强）8246112", (("8246112",), ("818425",))),
    # no damage: a post code before the number, a room, a service number, hours in a table of people
    ("永平县 672600 5555559　云龙县 672601 5555560", (("5555559", "5555560"), ())),
    ("五、联系方式\n\n兰山区 8184255 政务大厅2304B；罗庄区 8246112", (("8184255", "8246112"), ())),
    ("五、联系方式\n\n地址：3号楼1204室，邮编：276000，热线：12333，QQ群：123456789", (("12333",), ())),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:16] for t, _ in CASES])
def test_damaged_numbers(text: str, expected: Row) -> None:
    record = record_of(HEAD + text)
    sound = tuple(p for c in record.contacts for p in c.phones)
    damaged = tuple(p for c in record.contacts for p in c.phones_damaged)
    assert (sound, damaged) == expected
    assert sum(f.code == "CON_PHONE_DAMAGED" for f in record.findings) == len(damaged)
