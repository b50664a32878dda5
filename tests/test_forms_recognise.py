"""A filing form is told from a notice by its content."""

from __future__ import annotations

import pytest

import forms
import ingest
from tests.texts import SHARED, document

CASES = [
    ("2027年度专业科目培训计划审核备案表\n单位名称：某某学院\n培训项目名称\t新技术研修\n", "project_filing"),
    ("附件2\n继续教育学习平台信息审核备案表\n平台名称\t网络地址\n", "platform_filing"),
    (
        "某某市人力资源和社会保障局\n关于做好2027年度专业技术人员继续教育工作的通知\n各单位：\n附件：培训计划备案表\n",
        None,
    ),
    (  # a title broken at a narrow edge
        "关于印发2024年度水利行业专业技术人员\n继续教育专业科目学习方案\n的通知\n各市水利局：\n一、专业科目范围\n二、学习内容\n",
        None,
    ),
    ("会议纪要\n一、议题\n讨论培训计划。\n", None),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_recognise(text: str, kind: str | None) -> None:
    found = forms.recognise(document(text))
    assert (found.kind if found else None) == kind


FILES = {
    "liaocheng-2026-fj1": "project_filing",
    "liaocheng-2026-fj2": "platform_filing",
    "liaocheng-2026-fj3": "annual_plan",
    "shandong-2023-fj1": "study_scheme",
    "shandong-2023-fj2": "bulletin_post",
    "shandong-2023-fj3": "bid",
    "zaozhuang-2026-fj2": "project_application",
}


@pytest.mark.parametrize("stem", FILES)
@pytest.mark.parametrize("folder", ["forms", "filled"])
def test_real_forms(stem: str, folder: str) -> None:
    path = SHARED / "inputs" / folder / f"{stem}{'-filled' if folder == 'filled' else ''}.docx"
    if not path.exists():
        pytest.skip("reference forms are not here: ../shared/inputs")
    found = forms.recognise(ingest.read(path))
    assert found is not None
    assert found.kind == FILES[stem]


@pytest.mark.parametrize("name", ["liaocheng-2026.docx", "zaozhuang-2026.pdf", "weifang-2026.html"])
def test_real_notices_are_no_forms(name: str) -> None:
    path = SHARED / "inputs" / name
    if not path.exists():
        pytest.skip("reference notices are not here: ../shared/inputs")
    assert forms.recognise(ingest.read(path)) is None
