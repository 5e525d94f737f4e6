"""Word documents: what a reader of the page sees is read, with its numbers whole and in order."""

import pytest
from office_files import box, cell, centred, field, packed, paragraph, row, run, table, word_file

from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.formats.converted import Converted
from summarizer.reading.formats.docx import read
from summarizer.scanning.scanner import scan_document

LOOK = '<w:vertAlign w:val="superscript"/>'
LONG = "各乡镇人民政府、县直有关部门认真抓好落实，确保全年目标任务圆满完成。"


def lines(converted: Converted) -> list[str]:
    """The lines of the text that is read."""
    return clean(Document("d", "d.docx", converted.raw)).content.split("\n")


def body_lines(*body: str, **parts: str) -> list[str]:
    """The lines of a document of this body."""
    return lines(read(word_file("".join(body), **parts)))


def figures(converted: Converted) -> list[str]:
    """The numbers of the text that count something, in order."""
    return [
        mention.surface
        for mention in scan_document(Document("d", "d.docx", converted.raw)).mentions
        if mention.role == "figure"
    ]


def test_inserted_text_is_read_and_deleted_text_is_not():
    """Also inside of a number, and where the deleted words are kept apart."""
    made = read(
        word_file(
            paragraph(
                "整治农田1,2",
                "<w:del><w:r><w:delText>36</w:delText></w:r></w:del>",
                f"<w:ins>{run('5')}</w:ins>",
                run("8亩，", "<w:b/>"),
                f"<w:moveFrom>{run('清淤90公里')}</w:moveFrom>",
                "投资3.4亿元。",
            )
        )
    )
    assert lines(made) == ["整治农田1,258亩，投资3.4亿元。"]
    assert made.removed == {"deleted": "36\n清淤90公里"}


def test_a_deleted_end_of_a_paragraph_joins_the_next_one():
    """A paragraph of which nothing is left leaves no line."""
    gone = "<w:rPr><w:del/></w:rPr>"
    whole = "<w:del><w:r><w:delText>旧段落写有55户。</w:delText></w:r></w:del>"
    made = read(
        word_file(
            paragraph("全县共有", look=gone) + paragraph("1,208户。") + paragraph(whole, look=gone) + paragraph(LONG)
        )
    )
    assert lines(made) == ["全县共有1,208户。", LONG]
    assert made.removed["deleted"] == "旧段落写有55户。"


def test_a_deleted_row_is_no_row():
    """The mark is in the look of the row."""
    made = read(
        word_file(
            paragraph(LONG) + table(row("乡镇", "户数"), row("柳溪镇", "31", look="<w:del/>"), row("石桥乡", "47"))
        )
    )
    assert lines(made)[1:] == ["乡镇\t户数", "石桥乡\t47"]
    assert "31" in made.removed["deleted"]


@pytest.mark.parametrize("how", ["new", "old", "both"])
def test_a_text_box_is_read_once_before_or_after_its_paragraph(how):
    """Before it if the box hangs before all of its words, as a letterhead does."""
    head, aside = box(paragraph("永宁县人民政府文件"), how=how), box(paragraph("受理热线2,047件"), how=how)
    found = body_lines(paragraph(head, "全县"), paragraph("办结1,960件。", aside), paragraph("余下87件。"))
    assert found == ["永宁县人民政府文件", "全县", "办结1,960件。", "受理热线2,047件", "余下87件。"]


def test_boxes_in_boxes_cells_and_groups_are_read():
    """Each in its place, and once."""
    inner = box(paragraph("里层5个"), how="old")
    found = body_lines(
        paragraph(box(paragraph("外层4个", inner), how="both")),
        table(row("乡镇", "户数"), row(cell(paragraph(box(paragraph("柳溪镇"), how="new"))), "31")),
        paragraph(LONG),
    )
    assert found == ["外层4个", "里层5个", "乡镇\t户数", "柳溪镇\t31", LONG]


def test_word_art_is_read():
    """Letterheads of old documents are drawn so."""
    art = '<w:r><w:pict><v:shape><v:textpath string="永宁县水利局文件"/></v:shape></w:pict></w:r>'
    assert body_lines(paragraph(art), paragraph(LONG)) == ["永宁县水利局文件", LONG]


def test_marks_of_notes_do_not_touch_a_number_and_notes_come_last():
    """A footnote, an endnote, and a mark that a style raises."""
    note = '<w:{0} w:id="{1}"><w:p><w:r><w:{0}Ref/></w:r>{2}</w:p></w:{0}>'
    made = read(
        word_file(
            paragraph(
                "惠及12万人",
                '<w:r><w:footnoteReference w:id="7"/></w:r>',
                "，新建5",
                run("1", '<w:rStyle w:val="a8"/>'),
                "座。",
            )
            + paragraph("改造管网36公里", '<w:r><w:endnoteReference w:id="3"/></w:r>', "。"),
            footnotes=note.format("footnote", 7, run("不含城区3.1万人。")),
            endnotes=note.format("endnote", 3, run("含支管9公里。")),
            styles='<w:style w:type="character" w:styleId="a8"><w:name w:val="mark"/><w:rPr>'
            + LOOK
            + "</w:rPr></w:style>",
        )
    )
    assert lines(made) == ["惠及12万人，新建5座。", "改造管网36公里。", "不含城区3.1万人。", "含支管9公里。"]
    assert figures(made) == ["12万人", "5座", "36公里", "3.1万人", "9公里"]
    assert [anchor.paragraph for anchor in made.anchors] == [1, 2, 1, 2]


def test_comments_headers_and_footers_are_no_text():
    """Their words are kept apart."""
    made = read(
        word_file(
            paragraph(
                "全县共有", '<w:commentRangeStart w:id="1"/>', "86户", '<w:r><w:commentReference w:id="1"/></w:r>', "。"
            ),
            comments=f'<w:comment w:id="1">{paragraph("应为68户？")}</w:comment>',
            header=paragraph("内部资料第12期"),
            footer=paragraph("共", field(" NUMPAGES ", run("9")), "页"),
        )
    )
    assert lines(made) == ["全县共有86户。"]
    assert made.removed == {"comment": "应为68户？", "running_head": "内部资料第12期\n共9页"}


def test_merged_cells_are_spans():
    """Down, across in two ways, and columns that a row leaves out."""
    merge = '<w:vMerge w:val="{}"/>'.format
    made = read(
        word_file(
            paragraph(LONG)
            + table(
                row(cell("乡镇", merge("restart")), cell("危房改造", '<w:gridSpan w:val="2"/>')),
                row(cell("", merge("continue")), "计划数", "完成数"),
                row("柳溪镇", "120", "118"),
                row(cell("合计", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "203"),
                row("85", look='<w:gridBefore w:val="2"/>'),
            )
        )
    )
    assert '<td rowspan="2">乡镇</td><td colspan="2">危房改造</td>' in made.raw
    assert '<td colspan="2">合计</td><td>203</td>' in made.raw
    assert '<td colspan="2"></td><td>85</td>' in made.raw
    mentions = scan_document(Document("d", "d", made.raw)).mentions
    assert [mention.table.column for mention in mentions if mention.table] == ["危房改造/计划数", "危房改造/完成数"] + [
        "危房改造/完成数"
    ] * 2


def test_a_table_in_a_cell_is_a_table():
    """The outer one lays out."""
    inner = table(row("指标", "数值（公里）"), row("新建", "36"), row("改建", "52"))
    found = body_lines(table(row(cell(paragraph(LONG) + inner + paragraph("")))))
    assert found == [LONG, "指标\t数值（公里）", "新建\t36", "改建\t52"]


def test_lines_aligned_by_tabs_are_a_table():
    """A table of three rules that was typed, not inserted."""
    tab = "<w:r><w:tab/></w:r>"
    typed = [("指标", "单位", "数值"), ("粮食", "万吨", "31.25"), ("油料", "吨", "8,436")]
    made = read(word_file(paragraph(LONG) + "".join(paragraph(tab.join(map(run, cells))) for cells in typed)))
    mentions = [mention for mention in scan_document(Document("d", "d", made.raw)).mentions if mention.table]
    assert [(mention.surface, mention.unit) for mention in mentions] == [("31.25", "吨"), ("8,436", "吨")]


def test_tabs_that_only_align_are_one():
    """Where each line has as many cells; in others an empty cell is meant."""
    tab = "<w:r><w:tab/></w:r>"
    rows = [tab.join(map(run, cells)) for cells in (("指标", "单位", "数值"), ("粮食", "万吨", "31.25"))]
    aligned = body_lines(paragraph(rows[0].replace(tab, tab * 3, 1)), paragraph(rows[1]), paragraph(LONG))
    assert aligned == ["指标\t单位\t数值", "粮食\t万吨\t31.25", LONG]
    empty = body_lines(paragraph(rows[0]), paragraph(run("油料"), tab * 2, run("8,436")), paragraph(LONG))
    assert empty == ["指标\t单位\t数值", "油料\t\t8,436", LONG]


def test_items_of_lists_stay_items_without_their_numbers():
    """Numbers that Word counts are no text; those that were typed are."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = read(word_file(paragraph("新建12座", look=item) + paragraph("改建30座", look=item), numbering=numbering))
    assert made.raw == "<ol><li>新建12座</li><li>改建30座</li></ol>"


def test_hidden_text_is_not_read():
    """By itself, by a style of characters, by one of paragraphs; a run can show itself again."""
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{base}<w:rPr>{look}</w:rPr></w:style>'
        for kind, key, base, look in (
            ("character", "h", "", "<w:vanish/>"),
            ("character", "i", '<w:basedOn w:val="h"/>', ""),
            ("paragraph", "p", "", "<w:vanish/>"),
        )
    )
    made = read(
        word_file(
            paragraph("共有86户", run("暗1户", "<w:vanish/>"), run("暗2户", '<w:rStyle w:val="i"/>'), "。")
            + paragraph("暗3户", run("明4户", '<w:vanish w:val="0"/>'), look='<w:pStyle w:val="p"/>'),
            styles=styles,
        )
    )
    assert lines(made) == ["共有86户。", "明4户"]
    assert made.removed == {"hidden": "暗1户暗2户\n暗3户"}


def test_text_that_nobody_can_see_is_hidden():
    """White on paper, or as small as a point; white in a cell or box may be on a colour."""
    white = '<w:color w:val="FFFFFF"/>'
    made = read(
        word_file(
            paragraph(
                "共有86户",
                run("白9户", white),
                run("小8户", '<w:sz w:val="2"/>'),
                run("反白7户", white + "<w:shd/>"),
                "。",
            )
            + table(row("乡镇", cell(paragraph(run("户数", white)))), row("柳溪镇", "31"))
            + paragraph(box(paragraph(run("红底白字5件", white))))
        )
    )
    assert lines(made) == ["共有86户反白7户。", "乡镇\t户数", "柳溪镇\t31", "红底白字5件"]
    assert made.removed == {"hidden": "白9户小8户"}


def test_a_box_outside_of_a_run_is_read_and_its_deleted_words_are_counted_once():
    """Each alternative has the box's words, deleted ones too."""
    gone = "<w:del><w:r><w:delText>旧3件</w:delText></w:r></w:del>"
    made = read(
        word_file(
            paragraph(box(paragraph("现有5件", gone)).removeprefix("<w:r>").removesuffix("</w:r>")) + paragraph(LONG)
        )
    )
    assert lines(made) == ["现有5件", LONG]
    assert made.removed == {"deleted": "旧3件"}


def test_words_of_diagrams_and_charts_are_kept_apart():
    """They are drawn from parts of their own, in no order of reading."""
    drawn = '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>三步走</a:t></a:r></a:p>'
    made = read(word_file(paragraph(LONG), diagramData=drawn))
    assert made.removed == {"drawing": "三步走"}


def test_crossed_out_text_is_withdrawn():
    """Shown with a line through it, once or twice."""
    made = read(
        word_file(paragraph("补助", run("500", "<w:strike/>"), run("400", "<w:dstrike/>"), "300万元，共计96户。"))
    )
    assert figures(made) == ["300万元", "96户"]


def test_numbers_of_pages_and_tables_of_contents_are_no_text():
    """Fields, controls and styles; the results of other fields are text."""
    contents = field(' TOC \\o "1-3" ', run("一、总体情况"), field(" PAGEREF _Toc1 ", run("3"))) + ""
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>{}</w:sdt>'
    )
    made = read(
        word_file(
            control.format(f"<w:sdtContent>{paragraph('目录', '二、收入 5')}</w:sdtContent>")
            + paragraph(contents)
            + paragraph("三、支出 7", look='<w:pStyle w:val="21"/>')
            + paragraph(
                "共投入",
                field(" =SUM(ABOVE) ", run("36")),
                "万元，第",
                '<w:fldSimple w:instr=" PAGE ">' + run("4") + "</w:fldSimple>",
                "页，",
            )
            + paragraph('<w:fldSimple w:instr=" REF total ">' + run("52户") + "</w:fldSimple>"),
            styles='<w:style w:type="paragraph" w:styleId="21"><w:name w:val="toc 2"/></w:style>',
        )
    )
    assert lines(made) == ["共投入36万元，第页，", "52户"]
    assert {"page_number", "contents"} == set(made.removed)
    assert "总体情况" in made.removed["contents"]
    assert "三、支出 7" in made.removed["contents"]


def test_a_field_that_never_ends_takes_nothing_along():
    """Its mark goes alone."""
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    assert body_lines(paragraph(begun, "共有86户。"), paragraph("新增12户。")) == ["共有86户。", "新增12户。"]


def test_characters_that_are_elements_are_read():
    """Hyphens, soft hyphens, symbols, readings above the text, equations."""
    ruby = f"<w:r><w:ruby><w:rt>{run('yǒng')}</w:rt><w:rubyBase>{run('永')}</w:rubyBase></w:ruby></w:r>"
    part = "<m:r><m:t>{}</m:t></m:r>".format
    power = f"<m:oMath><m:sSup><m:e>{part('10')}</m:e><m:sup>{part('4')}</m:sup></m:sSup></m:oMath>"
    fraction = f"<m:oMath><m:f><m:num>{part('1')}</m:num><m:den>{part('3')}</m:den></m:f></m:oMath>"
    found = body_lines(
        paragraph(
            ruby, "宁县每户3", "<w:r><w:noBreakHyphen/></w:r>", "5人，共1,2", "<w:r><w:softHyphen/></w:r>", "08人。"
        ),
        paragraph(
            "增长", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "5%，产量3.2×", power, "吨，占", fraction, "。"
        ),
    )
    assert found == ["永宁县每户3-5人，共1,208人。", "增长≥5%，产量3.2×10⁴吨，占 1/3。"]


def test_what_was_never_typed_is_not_read():
    """The hint of a control that nobody filled in."""
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    found = body_lines(
        paragraph(
            "责任人：", control("<w:showingPlcHdr/>", run("单击此处输入1个姓名")), "共", control("", run("86")), "户。"
        )
    )
    assert found == ["责任人：共86户。"]


def test_anchors_say_paragraph_and_page():
    """The page only where Word has noted its breaks; one may be within a paragraph."""
    broken = "<w:r><w:t>首页写到</w:t><w:lastRenderedPageBreak/><w:t>次页的86户。</w:t></w:r>"
    made = read(word_file(paragraph("第一段。") + paragraph("") + table(row("乡镇", "户数")) + paragraph(broken)))
    found = [(anchor.page, anchor.paragraph, made.raw[anchor.start : anchor.start + 2]) for anchor in made.anchors]
    assert found == [(1, 1, "第一"), (1, 2, "乡镇"), (1, 3, "户数"), (1, 4, "首页"), (2, 4, "次页")]
    plain = read(word_file(paragraph("第一段。") + paragraph("第二段。")))
    assert [(anchor.page, anchor.paragraph) for anchor in plain.anchors] == [(None, 1), (None, 2)]


TITLES = {
    "a style": (paragraph("全县供水情况", look='<w:pStyle w:val="a3"/>') + paragraph(LONG), "全县供水情况"),
    "centred lines below the number": (
        centred("永宁县人民政府", 72)
        + centred("永政〔2024〕12号", 32)
        + centred("永宁县人民政府")
        + centred("关于供水的通报")
        + paragraph(LONG),
        "永宁县人民政府关于供水的通报",
    ),
    "a letterhead in a box": (
        paragraph(box(centred("永宁县人民政府文件", 72)))
        + centred("关于2023年供水的通报")
        + centred("（2024年3月5日）", 32)
        + paragraph(LONG),
        "关于2023年供水的通报",
    ),
    "a heading of a section is none": (paragraph("一、总体情况", look='<w:pStyle w:val="1"/>') + paragraph(LONG), None),
    "centred below prose is none": (paragraph(LONG) + centred("谢谢大家"), None),
}


@pytest.mark.parametrize("made", TITLES)
def test_the_title_is_what_heads_the_document(made):
    """By style, else by its place and look."""
    body, title = TITLES[made]
    styles = '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    assert read(word_file(body, styles=styles)).columns.get("title") == title


def test_the_title_of_the_properties_counts_if_a_person_wrote_it():
    """And only where the document has none itself."""
    body = paragraph(LONG)
    stated = {
        name: read(word_file(body, title=name)).columns.get("title")
        for name in ("供水通报", "Microsoft Word - 1.doc", "文档1", "")
    }
    assert stated == {"供水通报": "供水通报", "Microsoft Word - 1.doc": None, "文档1": None, "": None}


def test_the_main_part_is_found_by_its_relation_and_in_strict_files():
    """Newer programs call it `document2.xml`, and may write other namespaces."""
    assert lines(read(word_file(paragraph(LONG), main="word/document2.xml"))) == [LONG]
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    document = f"<w:document {strict}><w:body>{paragraph(LONG)}</w:body></w:document>"
    assert lines(read(packed({"word/document.xml": document}))) == [LONG]


def test_an_empty_document_says_so_and_one_of_pictures_too():
    """A scanned page in a .docx is no text."""
    picture = "<w:r><w:drawing/></w:r>"
    for body, key in ((paragraph(""), "empty"), (paragraph(picture), "empty.pictures")):
        with pytest.raises(InputError) as caught:
            read(word_file(body))
        assert caught.value.message.key == key
