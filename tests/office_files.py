"""Small office files for tests, written as XML: what a program that makes them would hide is in plain view."""

import io
import zipfile
from collections.abc import Mapping

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def relations(**targets: str) -> str:
    """A part of relations: the kind of each part that it refers to, and its path."""
    rows = (
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'


def word_file(body: str, *, title: str = "", main: str = "word/document.xml", **parts: str) -> bytes:
    """A .docx of this body; parts are the insides of `styles`, `footnotes`, `header` and so on."""
    inner = {
        f"word/{kind}.xml": f"<w:{_ROOTS.get(kind, kind)} {_SPACES}>{content}</w:{_ROOTS.get(kind, kind)}>"
        for kind, content in parts.items()
    }
    folder, _, name = main.rpartition("/")
    return packed(
        {
            "_rels/.rels": relations(officeDocument=main),
            main: f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            f"{folder}/_rels/{name}.rels": relations(**{kind: f"{kind}.xml" for kind in parts}),
            "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>',
            **inner,
        }
    )


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is the inside of its `w:rPr`."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    """A paragraph of runs, or of plain texts; `look` is the inside of its `w:pPr`."""
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def centred(text: str, size: int = 44) -> str:
    """A centred paragraph."""
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'), look='<w:jc w:val="center"/>')


def box(*paragraphs: str, how: str = "both") -> str:
    """A run with a text box as newer programs write it (`new`), older ones (`old`), or one that both read."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    return f"<w:r>{ {'new': new, 'old': old, 'both': both}[how] }</w:r>"


def field(code: str, *result: str) -> str:
    """The runs of a field with its code and result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin") + instruction + mark.format("separate") + "".join(result) + mark.format("end")


def table(*rows: str) -> str:
    """A table of rows made by `row`."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, look: str = "") -> str:
    """A row of texts, or of cells made by `cell`."""
    inner = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{inner}</w:tr>"


def cell(content: str, look: str = "") -> str:
    """A cell of a text, or of paragraphs; `look` is the inside of its `w:tcPr`."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>"


def workbook(
    sheets: Mapping[str, str], *, formats: Mapping[int, str] | None = None, state: str = "visible", indent: int = 0
) -> bytes:
    """An .xlsx: the inside of each `worksheet`; style n has the n-th format, and an indent.

    `state` is that of all sheets but the first.
    """
    codes = formats or {}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{place}" state="{state if place else "visible"}" r:id="worksheet{place}"/>'
        for place, name in enumerate(sheets)
    )
    own = "".join(f'<numFmt numFmtId="{170 + style}" formatCode="{code}"/>' for style, code in codes.items())
    used = "".join(f'<xf numFmtId="{170 + style}"><alignment indent="{indent}"/></xf>' for style in codes)
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                **{f"worksheet{place}": f"worksheets/sheet{place}.xml" for place in range(len(sheets))}
            ),
            "xl/styles.xml": f'<s xmlns="{_SHEET}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs></s>',
            **{
                f"xl/worksheets/sheet{place}.xml": f'<worksheet xmlns="{_SHEET}">{content}</worksheet>'
                for place, content in enumerate(sheets.values())
            },
        }
    )


def sheet(*rows: tuple[object, ...], merged: tuple[str, ...] = (), before: str = "") -> str:
    """The inside of a worksheet: rows of numbers, of texts, and of pairs (number, style); None leaves a cell out."""
    data = "".join(
        f'<row r="{number}">'
        + "".join(_sheet_cell(value, number, place) for place, value in enumerate(cells))
        + "</row>"
        for number, cells in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return f"{before}<sheetData>{data}</sheetData><mergeCells>{ranges}</mergeCells>"


def _sheet_cell(value: object, row_number: int, place: int) -> str:
    address = f'r="{chr(ord("A") + place)}{row_number}"'
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c {address} t="inlineStr"><is><t>{value}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c {address} s="{style}"><v>{number}</v></c>'
