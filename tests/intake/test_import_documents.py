"""Documents as Word and WPS users make them: what they mean is read, what cannot be taken over is told."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from generator.intake.regulation import Outline, Refused, read_outline

from .documents import AUTOMATIC, LEVELS, W, cell, document, level, numbering, paragraph, run, table

SHORT = [
    ("第一章　总则", ""), ("第一条　为规范营业管理，制定本规定。", ""), ("第二条　各柜面按下列时间营业：", ""),
    ("（一）上午九时开门；", ""), ("（二）下午五时关门。", ""), ("第二章　附则", ""), ("第三条　本规定自公布之日起施行。", ""),
]  # fmt: skip


def shape(outline: Outline) -> list[object]:
    """Chapters as (title, [(article's title, [(text, [items])])])."""
    return [
        (c.title, [(a.title, [(p.text, [i.text for i in p.items]) for p in a.paragraphs]) for a in c.articles])
        for c in outline.chapters
    ]


WANTED = [
    ("总则", [("", [("为规范营业管理，制定本规定。", [])]),
              ("", [("各柜面按下列时间营业：", ["上午九时开门；", "下午五时关门。"])])]),
    ("附则", [("", [("本规定自公布之日起施行。", [])])]),
]  # fmt: skip


def kinds(outline: Outline) -> list[str]:
    return [remark.kind for remark in outline.remarks]


def test_word_s_own_headings_and_centred_title_by_python_docx() -> None:
    made = docx.Document()
    made.add_paragraph("客户服务中心营业管理规定（试行）", style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, _ in SHORT:
        made.add_paragraph(text, style="Heading 1" if "章" in text[:4] else "Normal")
    stream = io.BytesIO()
    made.save(stream)
    outline = read_outline(stream.getvalue(), "文件")
    assert shape(outline) == WANTED and outline.title == "客户服务中心营业管理规定（试行）" and not outline.remarks


def test_automatic_numbers_of_one_multi_level_list() -> None:
    body = paragraph("营业管理规定", centred=True)
    body += paragraph("总则", number=(1, 0)) + paragraph("为规范营业管理，制定本规定。", number=(1, 1))
    body += paragraph("各柜面按下列时间营业：", number=(1, 1))
    body += paragraph("上午九时开门；", number=(1, 2)) + paragraph("下午五时关门。", number=(1, 2))
    body += paragraph("附则", number=(1, 0)) + paragraph("本规定自公布之日起施行。", number=(1, 1))
    outline = read_outline(document(body, numbering=AUTOMATIC), "文件")
    assert shape(outline) == WANTED and not outline.remarks


def test_numbers_linked_to_styles_and_inherited_by_them() -> None:
    levels = level(0, "chineseCounting", "第%1章", style="Zhang") + level(
        1, "chineseCounting", "第%2条", restart=0, style="Tiao"
    )
    levels += level(2, "chineseCounting", "(%3)", style="Xiang")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        for key in ("Zhang", "Tiao", "Xiang")
    )
    styles += '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="我的条"/><w:basedOn w:val="Tiao"/></w:style>'
    body = paragraph("营业管理规定", centred=True) + paragraph("总则", style="Zhang")
    body += paragraph("为规范营业管理，制定本规定。", style="Tiao") + paragraph("各柜面按下列时间营业：", style="Mine")
    body += paragraph("上午九时开门；", style="Xiang") + paragraph("下午五时关门。", style="Xiang")
    body += paragraph("附则", style="Zhang") + paragraph("本规定自公布之日起施行。", style="Tiao")
    made = document(body, numbering=numbering({3: levels}, {7: (3, "")}), styles=styles)
    assert shape(read_outline(made, "文件")) == WANTED


def test_separate_lists_restarted_by_an_override_for_each_article() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering(
        {0: level(0, "chineseCountingThousand", "第%1条"), 1: level(0, "chineseCountingThousand", "（%1）")},
        {1: (0, ""), 2: (1, ""), 3: (1, again)},
    )
    body = paragraph("营业管理规定") + paragraph("甲类事项包括：", number=(1, 0))
    body += paragraph("开门；", number=(2, 0)) + paragraph("关门。", number=(2, 0))
    body += (
        paragraph("乙类事项包括：", number=(1, 0))
        + paragraph("巡查；", number=(3, 0))
        + paragraph("日结。", number=(3, 0))
    )
    outline = read_outline(document(body, numbering=lists), "文件")
    assert shape(outline) == [
        ("", [("", [("甲类事项包括：", ["开门；", "关门。"])]), ("", [("乙类事项包括：", ["巡查；", "日结。"])])])
    ]
    assert "item-number" not in kinds(outline)


def test_typed_numbers_with_full_width_digits_and_other_spellings() -> None:
    lines = ["营业管理规定", "第 １ 章　总　则", "第１条　下列事项：", "（１）甲项；", "（２）乙项：", "①子项一；", "②子项二。",
             "第２条　下列事项：", "1．丙项；", "2．丁项。", "第３条　下列事项：", "㈠戊项；", "㈡己项。"]  # fmt: skip
    outline = read_outline(document("".join(map(paragraph, lines))), "文件")
    assert shape(outline) == [
        ("总则", [("", [("下列事项：", ["甲项；", "乙项：①子项一；②子项二。"])]), ("", [("下列事项：", ["丙项；", "丁项。"])]),
                  ("", [("下列事项：", ["戊项；", "己项。"])])]),
    ]  # fmt: skip


def test_everything_normal_with_bold_headings_spaces_for_indents_and_tabs() -> None:
    body = paragraph(runs=run("　　　　　营业管理规定", bold=True)) + paragraph("　　总则", bold=True)
    body += paragraph(runs=run("　　第一条", bold=True) + run("\t为规范营业管理，制定本规定。"))
    body += (
        paragraph("    第二条  各柜面按下列时间营业：")
        + paragraph("　　（一）上午九时开门；")
        + paragraph("\t（二）下午五时关门。")
    )
    body += paragraph("附　则", bold=True) + paragraph("　　第三条　本规定自公布之日起施行。")
    outline = read_outline(document(body), "文件")
    assert shape(outline) == WANTED and outline.title == "营业管理规定"


def test_a_table_with_merged_cells_belongs_to_its_article() -> None:
    rows = (
        [cell("岗位"), cell("事项", span=2)],
        [cell("柜员", merge="restart"), cell("日结"), cell("18:00前")],
        [cell(merge="continue"), cell("交接"), cell("离岗前")],
    )
    body = "".join(paragraph(text) for text in ("营业管理规定", "第一条　各岗位职责见下表。")) + table(*rows)
    outline = read_outline(document(body + paragraph("第二条　本规定自公布之日起施行。")), "文件")
    caption, grid = outline.articles[0].tables[0]
    assert grid.rows == (("岗位", "事项", "事项"), ("柜员", "日结", "18:00前"), ("柜员", "交接", "离岗前"))
    assert grid.merged and caption == "" and len(outline.articles) == 2


@pytest.mark.parametrize("accept", [True, False])
def test_tracked_changes_are_settled_as_asked(accept: bool) -> None:
    who = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'
    changed = (
        run("第一条　提前")
        + f"<w:del {who}><w:r><w:delText>三十</w:delText></w:r></w:del><w:ins {who}>{run('四十')}</w:ins>"
        + run("分钟到岗。")
    )
    joined = paragraph(runs=run("第二条　前半句，"), properties=f"<w:rPr><w:del {who}/></w:rPr>") + paragraph(
        "后半句。"
    )
    moved = f"<w:p><w:moveFrom {who}>{run('挪走的话。')}</w:moveFrom></w:p>"
    body = paragraph("营业管理规定") + paragraph(runs=changed) + joined + moved
    outline = read_outline(document(body), "文件", accept)
    if accept:
        assert shape(outline) == [("", [("", [("提前四十分钟到岗。", [])]), ("", [("前半句，后半句。", [])])])]
    else:
        texts = [paragraph.text for article in outline.articles for paragraph in article.paragraphs]
        assert texts == ["提前三十分钟到岗。", "前半句，", "后半句。", "挪走的话。"]
    assert "tracked" in kinds(outline)


def test_cover_contents_and_signature_are_told_not_taken() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        paragraph("国寿人险发〔2026〕12号", centred=True)
        + paragraph("营业管理规定（试行）", centred=True, bold=True)
        + paragraph("目　录", centred=True)
    )
    body += paragraph(runs=field + run("第一章　总则\t1")) + paragraph("第二章　附则\t3") + f"<w:p>{end}</w:p>"
    body += "".join(paragraph(text) for text, _ in SHORT)
    body += paragraph("某某公司浙江省分公司") + paragraph("二〇二六年十一月二十五日")
    outline = read_outline(document(body), "文件")
    assert (
        shape(outline) == WANTED
        and outline.title == "营业管理规定（试行）"
        and outline.document_number == "国寿人险发〔2026〕12号"
    )
    assert outline.signature == ["某某公司浙江省分公司", "二〇二六年十一月二十五日"]
    assert {"toc", "front", "signature"} <= set(kinds(outline))


def test_typed_contents_with_leaders_are_left_out() -> None:
    lines = ["营业管理规定", "目 录", "第一章 总则…………………1", "第二章 附则…………………3", *(text for text, _ in SHORT)]
    assert shape(read_outline(document("".join(map(paragraph, lines))), "文件")) == WANTED
    styled = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = (
        paragraph("营业管理规定")
        + paragraph("第一章 总则 1", style="T1")
        + "".join(paragraph(text) for text, _ in SHORT)
    )
    assert shape(read_outline(document(body, styles=styled), "文件")) == WANTED


def test_soft_breaks_continue_a_paragraph_or_start_an_item() -> None:
    body = paragraph("营业管理规定") + paragraph(
        "第一条　各柜面按下列时间\n营业：\n（一）上午九时开门；\n（二）下午五时关门。"
    )
    outline = read_outline(document(body + paragraph("第二条　本规定自公布之日起施行。")), "文件")
    assert shape(outline)[0][1][0] == ("", [("各柜面按下列时间营业：", ["上午九时开门；", "下午五时关门。"])])  # type: ignore[index]


def test_what_is_beside_the_text_is_told() -> None:
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>'
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    link = f'<w:hyperlink w:anchor="x">{run("链接的字")}</w:hyperlink>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    field += run("域的结果") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    hidden = run("看不见", properties="<w:vanish/>")
    first = paragraph(
        runs=run("第一条　正文，") + f"<w:r>{box}</w:r>" + link + "，" + field + run("。") + note + hidden
    )
    outline = read_outline(document(paragraph("营业管理规定") + first + paragraph("第二条　完。")), "文件")
    assert outline.articles[0].paragraphs[0].text == "正文，链接的字域的结果。"
    assert {"text-box", "footnote", "hidden"} <= set(kinds(outline))
    assert any("框里的字" in remark.message for remark in outline.remarks)


def test_wps_splits_words_over_runs_and_wraps_them_in_controls() -> None:
    def split(text: str) -> str:
        return "".join(run(character) for character in text)

    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(runs=split('第一条　为规范营业管理，制定本规定。'))}</w:sdtContent></w:sdt>"
    inner = f"<w:p><w:smartTag><w:sdt><w:sdtContent>{split('第二条　')}</w:sdtContent></w:sdt></w:smartTag>{split('各柜面按下列时间营业：')}</w:p>"
    bullets = paragraph("\uf0d8上午九时开门；") + paragraph(
        runs='<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + run("下午五时关门。")
    )
    body = paragraph("营业管理规定") + paragraph("第一章　总则") + wrapped + inner + bullets
    outline = read_outline(
        document(body + paragraph("第二章　附则") + paragraph("第三条　本规定自公布之日起施行。")), "文件"
    )
    assert shape(outline) == WANTED


def test_a_regulation_inside_a_frame_of_one_cell() -> None:
    body = table([cell("营业管理规定", *(text for text, _ in SHORT))])
    assert shape(read_outline(document(body), "文件")) == WANTED


def test_texts_without_articles_are_numbered_otherwise() -> None:
    comma = ["营业管理规定", "一、总则", "（一）为规范营业管理，制定本规定。", "（二）各柜面按下列时间营业：", "1．上午九时开门；", "2．下午五时关门。",
             "二、附则", "（一）本规定自公布之日起施行。"]  # fmt: skip
    decimal = ["营业管理规定", "1. 总则", "1.1 为规范营业管理，制定本规定。", "1.2 各柜面按下列时间营业：", "（1）上午九时开门；", "（2）下午五时关门。",
               "2. 附则", "2.1 本规定自公布之日起施行。"]  # fmt: skip
    for lines in (comma, decimal):
        assert shape(read_outline(document("".join(map(paragraph, lines))), "文件")) == WANTED
    with pytest.raises(Refused, match="没有找到"):
        read_outline(document(paragraph("只有一段话。")), "文件")


def test_article_titles_in_brackets_alone_or_before_a_gap() -> None:
    text = "各客户服务中心应当按照本规定办理业务。"
    for lines in (
        [f"第一条【营业】{text}", f"第二条（巡查）{text}"],
        ["第一条　营业", text, "第二条　巡查", text],
        [f"第一条　营业　{text}", f"第二条　巡查　{text}"],
    ):
        outline = read_outline(document("".join(map(paragraph, ["营业管理规定", *lines]))), "文件")
        assert [(a.title, a.paragraphs[0].text) for a in outline.articles] == [("营业", text), ("巡查", text)]


def test_sections_inserted_articles_and_gaps_are_told() -> None:
    lines = [
        "营业管理规定",
        "第一章 总则",
        "第一节 一般规定",
        "第一条 甲。",
        "第一条之一 乙。",
        "第三条 丙：",
        "（一）子；",
        "（三）丑。",
        "第五条规定的事项从其规定。",
    ]
    outline = read_outline(document("".join(map(paragraph, lines))), "文件")
    assert [article.section for article in outline.articles] == ["第一节 一般规定", "", ""]
    assert kinds(outline).count("number") == 1 and "item-number" in kinds(outline)
    assert outline.articles[2].paragraphs[-1].text == "第五条规定的事项从其规定。"


def test_article_numbers_that_start_again_in_each_chapter_are_told_once() -> None:
    lines = ["规定", "第一章 甲", "第一条 子。", "第二条 丑。", "第二章 乙", "第一条 寅。", "第二条 卯。"]
    outline = read_outline(document("".join(map(paragraph, lines))), "文件")
    assert [article.number for article in outline.articles] == [1, 2, 3, 4] and kinds(outline) == ["number"]


def test_appendices_follow_the_articles() -> None:
    lines = [
        "营业管理规定",
        "第一条　填写附件1、附件2。",
        "附件：1．现场巡视记录表",
        "2．物品清单",
        "附件3　办理时限",
        "现场办结的，当场答复。",
    ]
    outline = read_outline(document("".join(map(paragraph, lines))), "文件")
    assert [(a.title, a.lines) for a in outline.appendices] == [
        ("附件", ["1．现场巡视记录表", "2．物品清单"]), ("附件3 办理时限", ["现场办结的，当场答复。"]),
    ]  # fmt: skip


def test_the_strict_kind_of_word_file_is_read() -> None:
    made = document(paragraph("营业管理规定") + "".join(paragraph(text) for text, _ in SHORT))
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(
                    W.partition('"')[2].strip('"').encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
                ),
            )
    assert shape(read_outline(stream.getvalue(), "文件")) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_the_usual_encodings(encoding: str) -> None:
    text = "\r\n".join(["营业管理规定", *(text for text, _ in SHORT[:4]), "- 1 -", *(text for text, _ in SHORT[4:])])
    outline = read_outline(text.encode(encoding), "文件")
    assert shape(outline) == WANTED and kinds(outline) == ["page-number"]


def test_wrapped_lines_and_markdown_of_a_text_file() -> None:
    wrapped = (
        "营业管理规定\n第一条　各客户服务中心应当按照本规定的要求办理各项业务，并\n按月报送情况。\n\n第二条　完。\n"
    )
    outline = read_outline(wrapped.encode(), "文件")
    assert outline.articles[0].paragraphs[0].text == "各客户服务中心应当按照本规定的要求办理各项业务，并按月报送情况。"
    marked = "# 营业管理规定\n\n## 第一章 总则\n\n**第一条** 为规范营业管理，制定本规定。\n\n**第二条** 各柜面按下列时间营业：\n\n- 上午九时开门；\n- 下午五时关门。\n\n## 第二章 附则\n\n第三条 本规定自公布之日起施行。\n"
    assert shape(read_outline(marked.encode(), "文件")) == WANTED


def test_numbers_are_shown_as_word_shows_them() -> None:
    shown = {
        "chineseCounting": "一○五", "chineseCountingThousand": "一百零五", "decimalFullWidth": "１０５", "decimalZero": "105",
        "ideographDigital": "一〇五", "chineseLegalSimplified": "壹佰零伍", "decimalEnclosedCircle": "(105)", "upperRoman": "CV",
    }  # fmt: skip
    for form, wanted in shown.items():
        lists = numbering({0: level(0, form, "第%1条", start=105)}, {1: (0, "")})
        outline = read_outline(
            document(paragraph("规定") + paragraph("第一条　甲。") + paragraph("乙。", number=(1, 0)), numbering=lists),
            "文件",
        )
        told = "".join(remark.message for remark in outline.remarks) + outline.articles[0].paragraphs[-1].text
        assert f"第{wanted}条" in told
    assert LEVELS
