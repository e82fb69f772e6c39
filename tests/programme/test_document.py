"""The document that the committee hands on: real styles in Word, tags in PDF, and who took it."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import docx
import pikepdf
import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening, make_evening
from sqlmodel import Session, select

from app.districts.models import District
from app.language import today
from app.people.models import AuditEntry, Role
from app.programme.choice_models import ProgrammeChoices
from app.programme.models import Conversation, Input, Proposal, ProposalInput, ProposalStatus
from app.programme.printable import attempts
from app.rounds.models import Round, RoundStatus

OUTLINE = {"type": "Polygon", "coordinates": [[[10.3, 63.4], [10.4, 63.4], [10.4, 63.45], [10.3, 63.4]]]}


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE, name="Kim Komité")


@pytest.fixture
def proposal(session: Session, evening: Evening) -> Proposal:
    """Make a proposal with seven inputs behind it, in a district with an outline."""
    district = session.get_one(District, evening.district_id)
    district.outline = json.dumps(OUTLINE)
    district.west, district.south, district.east, district.north = 10.3, 63.4, 10.4, 63.45
    made = Proposal(
        title="Mer buss på kvelden", text="Hvert tiende minutt.", reasons="Folk venter for lenge."
    )
    rows = [
        Input(district_id=district.id, month="2026-11", theme_id=evening.theme_id, text=f"Mer buss {n}")
        for n in range(7)
    ]
    totals = Conversation(district_id=district.id, month="2026-11", rounds=1, volunteers=6, talked=40)
    session.add_all([made, totals, *rows])
    session.flush()
    session.add_all(ProposalInput(proposal_id=made.id, input_id=row.id) for row in rows)
    session.commit()
    return made


def test_the_word_file_has_real_headings_contents_page_numbers_tables_and_a_described_map(
    proposal: Proposal, committee: SignedInPerson
) -> None:
    answer = committee.client.post("/programme/documents", data={"shape": "docx"})

    word = docx.Document(io.BytesIO(answer.content))
    styled = {(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs if paragraph.style}
    xml, footer = word.element.xml, word.sections[0].footer._element.xml
    assert ("Heading 2", "1. Mer buss på kvelden") in styled
    assert ("Title", "Forslag til programkomiteen") in styled
    assert any(style == "List Bullet" and "7 innspill" in text for style, text in styled)
    assert "TOC " in xml
    assert "PAGE" in footer
    assert "Kart over bydelene" in word.inline_shapes[0]._inline.docPr.get("descr")
    assert word.tables[0].cell(1, 1).text == "40"


def test_the_document_says_when_one_had_to_be_at_home_from_the_rounds_that_were_held(
    session: Session, proposal: Proposal, evening: Evening, committee: SignedInPerson
) -> None:
    def told() -> str:
        answer = committee.client.post("/programme/documents", data={"shape": "docx"})
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)

    assert "hjemme da vi gikk" not in told(), "no round was held"
    held = session.get_one(Round, evening.round_id)
    held.status, held.starts_at = RoundStatus.HELD, datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    held.ends_at = held.starts_at + timedelta(hours=2)
    session.commit()
    assert "hjemme da vi gikk, på hverdager mellom kl. 17:30 og 19:30," in told()
    other = make_evening(session)
    also = session.get_one(Round, other.round_id)
    also.status, also.starts_at = RoundStatus.HELD, datetime(2026, 6, 27, 10, tzinfo=UTC)
    also.ends_at = also.starts_at + timedelta(hours=2)
    session.commit()

    assert "hjemme da vi gikk, på hverdager og i helger mellom kl. 12:00 og 19:30," in told()
    assert "På 1 runde banket de på 0 dører. Noen åpnet ved 40 av dem, og det ble 40 samtaler." in told()


Tag = pikepdf.Object
CELL = {"/TH", "/TD"}


def tags(parent: Tag) -> Iterator[Tag]:
    """Read a PDF's tags as a screen reader does, in their order from the top."""
    inside = parent.get("/K")
    for each in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from tags(each)


def kinds(found: Iterable[Tag]) -> list[str]:
    return [str(each.S) for each in found]


def test_a_screen_reader_finds_headings_tables_and_the_map_in_the_pdf_in_their_order(
    proposal: Proposal, committee: SignedInPerson
) -> None:
    answer = committee.client.post("/programme/documents", data={"shape": "pdf"})

    pdf = pikepdf.open(io.BytesIO(answer.content))
    found = list(tags(pdf.Root.StructTreeRoot))
    headings = [int(kind[2]) for kind in kinds(found) if re.fullmatch("/H[1-6]", kind)]
    tables = [list(tags(each)) for each in found if each.S == "/Table"]
    (figure,) = (each for each in found if each.S == "/Figure")
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nb"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
    assert {"/Title", "/TOC", "/LI", "/Caption"} <= set(kinds(found))
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings)), "no level is skipped"
    assert tables
    for table in tables:
        cells = [kinds(one for one in row.K if one.S in CELL) for row in table if row.S == "/TR"]
        assert set(cells[0]) == {"/TH"}
        assert {len(row) for row in cells} == {len(cells[0])}
    assert "Kart over bydelene" in str(figure.Alt)
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page), "links in reading order"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "#panic() $x$ @y *z*", "שלום 🌳 مرحبا", "a" * 20_000]
)
def test_strange_text_in_a_proposal_is_printed_as_it_is(
    session: Session, committee: SignedInPerson, text: str
) -> None:
    session.add(Proposal(title="Rart", text=text))
    session.commit()

    word = committee.client.post("/programme/documents", data={"shape": "docx"})

    assert text in [paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs]
    printed = committee.client.post("/programme/documents", data={"shape": "pdf"}).content
    pdf = pikepdf.open(io.BytesIO(printed))
    assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes(), "for screen readers, whatever somebody wrote"


@pytest.mark.parametrize(
    ("attempt", "text", "printed"),
    [
        (0, "Mer 🌳 og 👨‍👩‍👧 – «lys» ✓ nå", "Mer (emoji) og (emoji) – «lys» (emoji) nå"),
        (0, "你好, שלום og مرحبا", "(annen skrift), שלום og مرحبا"),
        (1, "Æ, ž, שלום … 🌳", "Æ, ž, (annen skrift) … (emoji)"),
    ],
)
def test_signs_without_a_glyph_are_named_and_others_stay(attempt: int, text: str, printed: str) -> None:
    first, *others = attempts({"limits": [], "quotes": [text]})
    named = others[attempt]

    assert first["quotes"] == [text]
    assert named["quotes"] == [printed]
    assert "I Word-fila står de som de er" in named["limits"][0]


def test_an_empty_season_still_makes_a_document(database: str, committee: SignedInPerson) -> None:
    for shape in ("docx", "pdf"):
        assert committee.client.post("/programme/documents", data={"shape": shape}).status_code == 200
    assert committee.client.post("/programme/documents", data={"shape": "exe"}).status_code == 422


def test_the_package_has_the_same_input_as_table_and_json_with_a_code_book(
    proposal: Proposal, committee: SignedInPerson
) -> None:
    answer = committee.client.post("/programme/inputs/export", data={"shape": "zip"})

    package = zipfile.ZipFile(io.BytesIO(answer.content))
    everything = json.loads(package.read("innspill.json"))
    assert {row["text"] for row in everything["inputs"]} == {f"Mer buss {n}" for n in range(7)}
    assert set(everything["inputs"][0]) == set(everything["code_book"])
    assert b"Mer buss 3" in package.read("innspill.csv")
    assert "Bydelen runden" in package.read("kodebok.txt").decode()


def test_the_board_sees_who_took_what_out_and_the_committee_does_not(
    session: Session, proposal: Proposal, committee: SignedInPerson, sign_in: SignIn
) -> None:
    committee.client.post("/programme/documents", data={"shape": "docx"})
    committee.client.post("/programme/inputs/export", data={"shape": "csv"})

    page = sign_in(Role.BOARD).client.get("/programme/exports").text

    assert page.count("Kim Komité") == 2
    assert "docx" in page
    assert committee.client.get("/programme/exports").status_code == 403
    assert len(session.exec(select(AuditEntry.id).where(AuditEntry.deed == "document made")).all()) == 1


def test_a_table_in_word_stays_whole_and_a_status_stays_with_its_proposal(
    proposal: Proposal, committee: SignedInPerson
) -> None:
    answer = committee.client.post("/programme/documents", data={"shape": "docx"})

    word = docx.Document(io.BytesIO(answer.content))
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        for table in word.tables
    ]
    status = next(each for each in word.paragraphs if each.text == "Utkast")
    assert kept
    assert all(all(rows[:-1]) and not rows[-1] for rows in kept)
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for table in word.tables for row in table.rows)
    assert status.paragraph_format.keep_with_next


def test_quotes_are_chosen_unlike_each_other(session: Session, committee: SignedInPerson) -> None:
    """Three of the first in line would be the same sentence three times."""
    made = Proposal(title="Mer buss")
    texts = [*(f"Bussen går for sjelden {n}" for n in range(5)), "Billetten er for dyr", "Skuret er borte"]
    rows = [Input(month="2026-11", text=text) for text in texts]
    session.add_all([made, *rows])
    session.flush()
    session.add_all(ProposalInput(proposal_id=made.id, input_id=row.id) for row in rows)
    session.commit()

    answer = committee.client.post("/programme/documents", data={"shape": "docx"})

    paragraphs = docx.Document(io.BytesIO(answer.content)).paragraphs
    quotes = {each.text for each in paragraphs if each.style and each.style.name == "Quote"}
    assert {"«Billetten er for dyr»", "«Skuret er borte»"} < quotes
    assert len(quotes) == 3


def test_the_contents_in_word_have_page_numbers_before_anybody_counts_the_fields(
    proposal: Proposal, committee: SignedInPerson
) -> None:
    answer = committee.client.post("/programme/documents", data={"shape": "docx"})

    word = docx.Document(io.BytesIO(answer.content))
    lines = {
        each.text.split("\t")[0]: each
        for each in word.paragraphs
        if each.style and each.style.name.lower().startswith("toc ") and "\t" in each.text
    }
    marks = set(word.element.xpath("//w:bookmarkStart/@w:name"))
    assert list(lines)[-1] == "1. Mer buss på kvelden"
    assert all(each.text.split("\t")[1].isdigit() for each in lines.values())
    assert {mark for each in lines.values() for mark in each._p.xpath("./w:hyperlink/@w:anchor")} == marks
    assert not word.settings.element.xpath("./w:updateFields")


def test_a_proposal_in_the_programme_says_its_paragraph_and_the_document_counts_down(
    session: Session, proposal: Proposal, committee: SignedInPerson
) -> None:
    session.add(ProgrammeChoices(deadline=today() + timedelta(days=12)))
    session.add(proposal)
    proposal.status, proposal.paragraph = ProposalStatus.ADOPTED, "§ 4.2"
    session.commit()

    answer = committee.client.post("/programme/documents", data={"shape": "docx"})

    said = [each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert "I programmet, § 4.2" in said
    assert any("12 dager igjen til programkomiteens frist" in each for each in said)
