"""A draft spec from a blank form: labels, types, rows; it loads, and a filled copy of the form is read by it."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from corpus.forms.cases import Case, Manner, cases
from corpus.forms.drawing import form_bytes
from forms import wml
from forms.learn import Draft, learn
from forms.spec import parse, spec_of, specs
from jxjy.judging import Judge, own_specs

INPUTS = Path(__file__).resolve().parents[2] / "shared" / "inputs" / "forms"
Cell = tuple[str, int]


def table(*rows: tuple[Cell, ...]) -> str:
    drawn = [wml.row(wml.cell(lines(*text.split("\n")), 900 * n, n) for text, n in row) for row in rows]
    return wml.table(drawn, [900] * max(sum(n for _, n in row) for row in rows))


def lines(*texts: str) -> str:
    return "".join(wml.paragraph(wml.run(text)) for text in texts)


def draft(body: str, tmp_path: Path) -> Draft:
    path = tmp_path / "空白表.docx"
    path.write_bytes(wml.zipped(wml.parts(body)))
    found = learn(ingest.read(path))
    assert found is not None
    assert parse(found.text, "草稿") == found.spec
    return found


BASE = (
    lines("附件3", "滨海市专业技术人员继续教育基地申报表", "填报单位（盖章）：            填报时间：    年  月  日")
    + table(
        (("基地名称", 1), ("", 2), ("主管部门", 1), ("", 2)),
        (("单位性质", 1), ("□事业单位 □企业 □社会组织", 5)),
        (("年培训能力", 1), ("          人次", 2), ("培训经费（万元）", 1), ("", 2)),
        (("是否有网络平台", 1), ("□是  □否", 2), ("平台网址", 1), ("", 2)),
        (("培训时间", 1), ("  月  日至  月  日，共   天", 5)),
        (("专职教师情况", 6),),
        (("序号", 1), ("姓名", 1), ("职称", 1), ("研究方向", 1), ("授课学时", 1), ("备注", 1)),
        (("1", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1)),
        (("2", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1)),
        (("主管部门意见", 1), ("\n\n（盖章）\n年   月   日", 5)),
    )
    + lines("联系人：          手机：")
)


def test_an_unknown_form_is_drafted(tmp_path: Path) -> None:
    found = draft(BASE, tmp_path)
    spec = found.spec
    assert spec.kind not in {known.kind for known in specs()}
    assert spec.zh == "专业技术人员继续教育基地申报表"
    types = {field.labels[0]: field.type for field in spec.fields if field.type not in ("stamp", "range_end")}
    assert types == {
        "填报单位（盖章）": "text",
        "填报时间": "date",
        "基地名称": "text",
        "主管部门": "text",
        "单位性质": "choices",
        "年培训能力": "count",
        "培训经费（万元）": "money_wan",
        "是否有网络平台": "yes_no",
        "平台网址": "url",
        "培训时间": "range_days",
        "主管部门意见": "date",
        "联系人": "person",
        "手机": "phone",
    }
    assert next(f.choices for f in spec.fields if f.type == "choices") == ("事业单位", "企业", "社会组织")
    (group,) = spec.rows
    assert (group.zh, [c.zh for c in group.columns]) == (
        "专职教师情况",
        ["序号", "姓名", "职称", "研究方向", "授课学时", "备注"],
    )
    assert "单位性质" in found.guessed


FILLED = (
    lines(
        "附件3", "滨海市专业技术人员继续教育基地申报表", "填报单位（盖章）：滨海市远航职业学院   填报时间：2026年3月5日"
    )
    + table(
        (("基地名称", 1), ("远航学院继续教育基地", 2), ("主管部门", 1), ("市教育局", 2)),
        (("单位性质", 1), ("☑事业单位 □企业 □社会组织", 5)),
        (("年培训能力", 1), ("1200人次", 2), ("培训经费（万元）", 1), ("35.5", 2)),
        (("是否有网络平台", 1), ("☑是  □否", 2), ("平台网址", 1), ("https://yh.example.cn", 2)),
        (("培训时间", 1), ("3月9日至3月11日，共3天", 5)),
        (("专职教师情况", 6),),
        (("序号", 1), ("姓名", 1), ("职称", 1), ("研究方向", 1), ("授课学时", 1), ("备注", 1)),
        (("1", 1), ("闻笛", 1), ("教授", 1), ("航海技术", 1), ("16", 1), ("", 1)),
        (("2", 1), ("江流", 1), ("讲师", 1), ("轮机工程", 1), ("8", 1), ("", 1)),
        (("主管部门意见", 1), ("同意推荐。\n\n（盖章）\n2026年3月6日", 5)),
    )
    + lines("联系人：顾盼          手机：13800000601")
)


def test_a_filled_copy_is_read_by_the_draft(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "基地.yaml").write_text(draft(BASE, tmp_path).text, encoding="utf-8")
    path = tmp_path / "填好.docx"
    path.write_bytes(wml.zipped(wml.parts(FILLED)))
    judge = Judge(year=2026, own_specs=own_specs(tmp_path / "specs"))
    (record,) = judge.records(path)
    spec = judge.spec(record.form_kind)
    fields = {key: value for key, value in record.fields.items() if spec.by_key[key].type != "stamp"}
    named = {spec.by_key[key].labels[0]: value for key, value in fields.items()}
    assert named == {
        "填报单位（盖章）": "滨海市远航职业学院",
        "填报时间": "2026-03-05",
        "基地名称": "远航学院继续教育基地",
        "主管部门": "市教育局",
        "单位性质": ("事业单位",),
        "年培训能力": 1200,
        "培训经费（万元）": 35.5,
        "是否有网络平台": True,
        "平台网址": "https://yh.example.cn",
        "培训时间": 3,
        "主管部门意见": "2026-03-06",
        "联系人": "顾盼",
        "手机": "13800000601",
    }
    assert [list(row.values())[:5] for row in record.rows] == [
        [1, "闻笛", "教授", "航海技术", 16],
        [2, "江流", "讲师", "轮机工程", 8],
    ]
    assert record.status == "accepted", record.findings


def test_labels_above_their_entries_and_headings(tmp_path: Path) -> None:
    body = lines("某市学习成果登记表", "一、学习内容", "（请填写学习的主要内容，不少于200字）", "二、学习形式")
    body += table((("姓名", 1), ("单位", 1), ("联系电话", 1)), (("", 1), ("", 1), ("", 1)))
    found = draft(body, tmp_path).spec
    printed = [field.labels[0] for field in found.fields if field.required != "no"]
    assert printed == ["学习内容", "学习形式", "姓名", "单位", "联系电话"]
    assert not found.rows
    assert found.samples


@pytest.mark.parametrize("layout", ["project_filing/below", "project_application/city", "bid/province"])
def test_a_form_of_a_known_kind_keeps_its_keys(layout: str, tmp_path: Path) -> None:
    case = next(case for case in cases().values() if case.forms[0].layout == layout)
    empty = case.forms[0].model_copy(update={"typed": {}, "typed_rows": (), "manner": Manner(blank_rows=3)})
    path = tmp_path / "空白.docx"
    path.write_bytes(form_bytes(Case(**{**case.model_dump(exclude={"forms"}), "forms": (empty,)})))
    found = learn(ingest.read(path))
    assert found is not None
    known = spec_of(layout.partition("/")[0])
    assert found.spec.kind == known.kind
    assert {f.key for f in found.spec.fields} <= known.by_key.keys() | {"contact_email"}
    assert {c.key for g in found.spec.rows for c in g.columns} <= {c.key for g in known.rows for c in g.columns}


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the shared blank forms are not here")
def test_the_shared_blank_forms_are_learnt() -> None:
    kinds = {}
    for path in sorted(INPUTS.glob("*.docx")):
        found = learn(ingest.read(path))
        assert found is not None, path.name
        missing = {f.key for f in spec_of(found.spec.kind).fields if f.recorded} - {f.key for f in found.spec.fields}
        kinds[found.spec.kind] = missing
    assert len(kinds) == 7
    # what those forms print no label for
    assert set().union(*kinds.values()) <= {"unit", "sign_date", "stamp", "filler", "filler_phone"}


def test_what_is_no_form_is_not_learnt(tmp_path: Path) -> None:
    path = tmp_path / "文.docx"
    path.write_bytes(wml.zipped(wml.parts(lines("今天天气不错。", "明天也不错。"))))
    assert learn(ingest.read(path)) is None
