"""The committee's document as DOCX, to go on working in: real styles, a table of contents, page numbers."""

import io

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell

from app.language import now
from app.programme.document import Document, Printed, Table
from app.programme.document_contents import Entry, add_contents, add_field, bookmark
from app.programme.document_pdf import map_picture, pages_of_headings

MARK = "_Toc"
LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
MAP_WIDTH, MAP_HEIGHT, PAGE_MARGIN = Cm(15), Cm(8.5), Cm(2.5)
PAGE_WIDTH, FIRST_COLUMN = Cm(16), Cm(3.6)
FONT, SMALL, BODY, CELL_SPACE = "Arial", Pt(9), Pt(10.5), Pt(2)
"""LibreOffice always has a font as wide as Arial; what it puts for Calibri is a tenth wider."""
SPACES = (
    ("Normal", Pt(0), Pt(6)),
    ("Quote", Pt(0), Pt(3)),
    ("List Bullet", Pt(0), Pt(3)),
    ("Caption", Pt(14), Pt(4)),
)
LONGEST = 25
"""A table of so many rows still stands on one page; a longer one may break between any two."""


def as_word(document: Document) -> bytes:
    """Set the document with Word's own styles, so that the committee can restyle it in one place."""
    word = docx.Document()
    _set_up(word, document)
    word.add_paragraph(document.chapter, "Subtitle")
    word.add_paragraph(document.title, "Title")
    word.add_paragraph(document.made)
    entries = _entries(document)
    method, limits, where, proposals, *each = entries
    word.add_paragraph(document.words["contents"], "TOC Heading")
    add_contents(word, entries)
    _heading(word, method)
    for part in document.method:
        word.add_paragraph(part)
    _heading(word, limits)
    for part in document.limits:
        word.add_paragraph(part, "List Bullet")
    _heading(word, where)
    word.paragraphs[-1].paragraph_format.page_break_before = True  # the map would leave it behind
    _where(word, document)
    _heading(word, proposals)
    if not document.proposals:
        word.add_paragraph(document.words["empty"])
    for entry, proposal in zip(each, document.proposals, strict=True):
        _heading(word, entry)
        _proposal(word, document, proposal)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: Word, document: Document) -> None:
    facts = word.core_properties
    facts.title, facts.author, facts.comments = document.title, document.chapter, ""
    facts.created = facts.modified = now().replace(tzinfo=None)  # python-docx takes UTC without saying so
    facts.language = LOCALES.get(document.language, document.language)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY
    normal.paragraph_format.widow_control = True
    for name, before, after in SPACES:
        spaced = word.styles[name].paragraph_format
        spaced.space_before, spaced.space_after = before, after
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), facts.language)
    normal.element.get_or_add_rPr().append(language)
    accent = RGBColor.from_string(document.colour.removeprefix("#").upper())
    for name in ("Title", "Subtitle", "Caption", "Heading 1", "Heading 2", "Heading 3"):
        font = word.styles[name].font
        font.name, font.color.rgb = FONT, accent
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            word.styles[name].element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for line in word.styles["Title"].element.iter(qn("w:bottom")):
        line.attrib.pop(qn("w:themeColor"), None)
        line.set(qn("w:color"), str(accent))
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = PAGE_MARGIN
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(document.words["page"] + " ")
    add_field(footer._p, "PAGE", "1")  # noqa: SLF001 - python-docx knows no fields
    footer.add_run(f" {document.words['of']} ")
    add_field(footer._p, "NUMPAGES", "1")  # noqa: SLF001 - as above


def _heading(word: Word, entry: Entry) -> None:
    """Add a heading that the contents lead to."""
    heading = word.add_heading(entry.words, entry.level)
    bookmark(heading, int(entry.mark.removeprefix(MARK)), entry.mark)


def _entries(document: Document) -> list[Entry]:
    """List the headings of the contents with the pages they have in print, in the order they stand."""
    words = document.words
    titles = [(1, words["method"]), (2, words["limits"]), (1, words["where"]), (1, words["proposals"])]
    titles += [(2, f"{n}. {proposal.title}") for n, proposal in enumerate(document.proposals, 1)]
    pages = pages_of_headings(document)
    return [
        Entry(level, title, page, f"{MARK}{n}")
        for n, ((level, title), page) in enumerate(zip(titles, pages, strict=True), 1)
    ]


def _where(word: Word, document: Document) -> None:
    if document.map:
        word.add_picture(io.BytesIO(map_picture(document)), height=MAP_HEIGHT)
        picture = word.inline_shapes[-1]
        if picture.width > MAP_WIDTH:
            picture.width, picture.height = MAP_WIDTH, Emu(picture.height * MAP_WIDTH // picture.width)
        picture._inline.docPr.set("descr", document.map_words)  # noqa: SLF001 - python-docx has no other way to a picture's text
        word.add_paragraph(document.map_words, "Caption")
    for table in document.tables:
        _table(word, table)


def _table(word: Word, table: Table) -> None:
    caption = word.add_paragraph(table.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=0, cols=len(table.head))
    made.autofit = False
    rest = (PAGE_WIDTH - FIRST_COLUMN) // max(1, len(table.head) - 1)
    last = len(table.rows)
    for number, row in enumerate((table.head, *table.rows)):
        added = made.add_row()
        together = number == 0 or (last <= LONGEST and number < last)
        for at, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            cell.width = rest if at else FIRST_COLUMN
            _fill(cell, text, right=at > 0, bold=number == 0, together=together)
        _mark(added._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - python-docx cannot keep a row whole
    _mark(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - nor mark a header row
    for at, column in enumerate(made.columns):
        column.width = rest if at else FIRST_COLUMN
    _rule(made)


def _mark(properties: BaseOxmlElement, name: str, **values: str) -> None:
    element = OxmlElement(name)
    for key, value in (values or {"val": "true"}).items():
        element.set(qn(f"w:{key}"), value)
    properties.append(element)


def _rule(table: WordTable) -> None:
    """Draw thin lines under the rows, and nothing else."""
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        _mark(borders, f"w:{side}", val="single", sz="4", color="BFBFBF")
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx knows no borders


def _fill(cell: _Cell, text: str, *, right: bool, bold: bool, together: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = SMALL, bold
    paragraph.paragraph_format.keep_with_next = together
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = CELL_SPACE
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _proposal(word: Word, document: Document, proposal: Printed) -> None:
    status = word.add_paragraph()
    status.add_run(proposal.status).italic = True
    status.paragraph_format.keep_with_next = True
    for part in proposal.text:
        word.add_paragraph(part)
    for heading, parts, style in (
        ("reasons", proposal.reasons, "Normal"),
        ("quotes", proposal.quotes, "Quote"),
        ("sources", proposal.sources, "List Bullet"),
    ):
        if parts:
            word.add_heading(document.words[heading], 3)
        for part in parts:
            word.add_paragraph(part, style)
