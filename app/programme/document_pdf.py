"""The committee's document as PDF, tagged for screen readers (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from app.programme.document import Document
from app.programme.printable import attempts

LAYOUT = Path(__file__).parent / "document.typ"
PICTURE = Path(__file__).parent / "document_map.typ"
DOTS_PER_INCH = 200.0


def as_pdf(document: Document) -> bytes:
    """Print the document; a sign without a glyph (🌳), which PDF/UA-1 does not allow, is named instead."""
    refused = None
    for data in attempts(asdict(document)):
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        try:
            return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
        except typst.TypstError as error:
            refused = error
    raise RuntimeError("the document cannot be printed") from refused


def pages_of_headings(document: Document) -> list[int]:
    """Give the page of every heading of the contents, in their order."""
    inputs = {"data": json.dumps(asdict(document), ensure_ascii=False)}
    return [
        int(page)
        for page in json.loads(typst.query(LAYOUT, "<pages>", field="value", one=True, sys_inputs=inputs))
    ]


def map_picture(document: Document) -> bytes:
    """Print the map alone as PNG, for programs that cannot place an SVG."""
    inputs = {"map": document.map}
    return bytes(typst.compile(PICTURE, format="png", sys_inputs=inputs, ppi=DOTS_PER_INCH))
