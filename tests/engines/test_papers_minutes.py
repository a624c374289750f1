"""Minutes in the form of GB/T 9704-2012, 10.3: their mark, who was there, no seal."""

from dataclasses import replace

from liandu.engines.papers import Form, geometry
from tests.engines.test_papers import WHOLE, at_foot, fonts, named, opened, texts


def test_minutes_have_their_mark_name_who_was_there_and_bear_no_seal() -> None:
    text = (
        "一、议题。会议决定。\n出席：自贡市监督办、泸州市监督办。\n请假：水利局。\n会签：监督办。"
    )
    found = opened(replace(WHOLE, form=Form.MINUTES, text=text, urgency=""))
    said = texts(found)
    assert said[:3] == ["自贡市监督办会议纪要", "自监督整〔2026〕3号", "关于限期整改的通知"]
    assert str(named(found, "会议纪要").runs[0].font.color.rgb) == geometry.RED
    there = named(found, "出席")
    assert fonts(there) == [("黑体", 16), ("仿宋_GB2312", 16)]
    # The names below each other: two characters in, after two of the label and the colon.
    form = there.paragraph_format
    assert form.left_indent.twips == geometry.characters(5)
    assert form.first_line_indent.twips == -geometry.characters(3)
    every = [one.text for one in found.paragraphs]
    at = every.index(there.text)
    assert every[at - 1] == ""
    assert every[at + 1 : at + 3] == ["请假：水利局。", "会签：监督办。"]
    # To whom they go stands in the colophon; no body signs, and no day stands under a seal.
    assert "灌区公司、水利局：" not in said
    assert at_foot(found)[0] == "主送：灌区公司，水利局。"
    assert "自贡市监督办" not in said
    assert "2026年6月9日" not in said
    assert "（联系人：综合岗）" in said
    plain = texts(opened(replace(WHOLE, text=text)))
    assert "灌区公司、水利局：" in plain
