"""A table of contents for Word that has its page numbers from the start.

Word counts pages only when somebody asks it to bring the fields up to date, and a file that asks for it
itself greets the reader with a question. So the numbers that stand there are those of the printed document,
which is set in the same widths; who changes the text brings them up to date with F9.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

RIGHT_EDGE, INDENT, LINE_SPACE = Cm(16), Cm(0.6), Pt(3)


@dataclass(frozen=True)
class Entry:
    """A heading in the contents: its level, words and page; `mark` names the bookmark around the heading."""

    level: int
    words: str
    page: int
    mark: str


def add_contents(word: Word, entries: Sequence[Entry]) -> None:
    """Add the contents as one field whose lines lead to their headings."""
    for level in (1, 2):
        _style(word, level)
    for number, entry in enumerate(entries):
        paragraph = word.add_paragraph(style=f"TOC {entry.level}")
        if number == 0:
            _begin(paragraph._p, r'TOC \o "1-2" \h \z \u')  # noqa: SLF001 - python-docx knows no fields
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), entry.mark)
        paragraph._p.append(link)  # noqa: SLF001 - nor links within the file
        _text(link, entry.words)
        link.append(_run(OxmlElement("w:tab")))
        add_field(link, f"PAGEREF {entry.mark} \\h", str(entry.page))
        if number == len(entries) - 1:
            paragraph._p.append(_run(_fold("end")))  # noqa: SLF001 - as above


def bookmark(paragraph: Paragraph, number: int, mark: str) -> None:
    """Put a bookmark around a heading."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), mark)
    paragraph.runs[0]._r.addprevious(start)  # noqa: SLF001 - python-docx knows no bookmarks
    paragraph._p.append(end)  # noqa: SLF001 - as above


def add_field(inside: BaseOxmlElement, code: str, shown: str) -> None:
    """Add a field that Word counts out itself; `shown` is what stands there until it does."""
    _begin(inside, code)
    _text(inside, shown)
    inside.append(_run(_fold("end")))


def _begin(inside: BaseOxmlElement, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    inside.extend([_run(_fold("begin")), _run(instruction), _run(_fold("separate"))])


def _text(inside: BaseOxmlElement, words: str) -> None:
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    inside.append(_run(text))


def _run(content: BaseOxmlElement) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run.append(content)
    return run


def _fold(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _style(word: Word, level: int) -> None:
    """Make Word's own style for a line of contents, which the empty document lacks."""
    style = word.styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.paragraph_format.left_indent = INDENT * (level - 1)
    style.paragraph_format.space_after = LINE_SPACE
    style.paragraph_format.tab_stops.add_tab_stop(RIGHT_EDGE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
