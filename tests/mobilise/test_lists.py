"""Whom to ring: lists in the shapes people save them in, nothing half put in."""

import io
import zipfile
from collections.abc import Callable

import pytest
from conftest import SignedInPerson, SignIn
from sqlalchemy import text
from sqlmodel import Session, select

from app.language import now
from app.mobilise.actions import UPLOAD_LIFE, never_call
from app.mobilise.models import Callee, CallingRound, UploadedList
from app.people.contact import Contact
from app.people.models import Person, Role
from app.sealing import blind_index
from app.sweep import sweep

Upload = Callable[[str | bytes], str]
Confirm = Callable[..., int]


def on_list(session: Session) -> dict[str, str]:
    session.rollback()
    found = {callee.name: callee.phone for callee in session.exec(select(Callee)).all()}
    session.rollback()
    return found


def workbook(*rows: tuple[str, str | int]) -> bytes:
    """Write the smallest .xlsx there is: inline texts, and numbers as Excel keeps telephone numbers."""

    def cell(value: str | int) -> str:
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return packed.getvalue()


LATIN = "Fornavn;Etternavn;Mobil\nKåre;Ødegård;998 87 766\nÅse;Bjørnø;0046 70 174 06 05\n".encode("latin-1")


@pytest.mark.parametrize(
    ("content", "columns", "expected"),
    [
        (
            LATIN,
            ["first_name", "last_name", "phone"],
            {"Kåre Ødegård": "+4799887766", "Åse Bjørnø": "+46701740605"},
        ),
        (
            "\ufeffNavn,Telefon\nKåre Ødegård,+47 99887766\n",
            ["name", "phone"],
            {"Kåre Ødegård": "+4799887766"},
        ),
        ("Kåre\t99887766\r\n".encode("utf-16"), ["name", "phone"], {"Kåre": "+4799887766"}),
        (workbook(("Navn", "Tlf."), ("Kåre", 99887766)), ["name", "phone"], {"Kåre": "+4799887766"}),
    ],
    ids=["latin-1 with semicolons", "utf-8 with commas", "utf-16 without headings", "spreadsheet"],
)
def test_a_list_goes_in_in_the_shapes_people_save_them_in(  # noqa: PLR0917 - a case and three fixtures
    session: Session,
    upload: Upload,
    confirm: Confirm,
    content: str | bytes,
    columns: list[str],
    expected: dict[str, str],
) -> None:
    page = upload(content)

    for column in columns:
        assert f'<option value="{column}" selected>' in page
    assert on_list(session) == {}
    assert confirm(*columns) == 303
    assert on_list(session) == expected
    assert session.exec(select(UploadedList)).all() == []


def test_one_number_in_two_rows_is_one_person_to_ring(
    session: Session, upload: Upload, confirm: Confirm
) -> None:
    page = upload("Navn;Telefon\nKari Nes;99887766\nkari nes;+47 998 87 766\nOla Nes;0047 99887766\n")

    assert "1 nye å ringe" in page
    assert "2 rader hadde et nummer som sto der fra før" in page
    confirm("name", "phone")
    assert on_list(session) == {"Kari Nes / Ola Nes": "+4799887766"}


def test_a_row_that_cannot_be_rung_is_told_with_its_remedy_and_stops_the_whole_list(
    session: Session, upload: Upload, confirm: Confirm
) -> None:
    page = upload(
        "Navn;Telefon\nKari;99887766\nOla;070-174 06 05\nPer;\n;99887755\nLiv;90011223 / 90011224\n"
    )

    assert '<td class="number">3</td><td>«070-174 06 05» kan ikke ringes.' in page
    assert "for eksempel +46" in page
    assert '<td class="number">4</td><td>Telefonen mangler' in page
    assert '<td class="number">5</td><td>Navnet mangler' in page
    assert '<td class="number">6</td><td>«90011223 / 90011224» er flere numre i én rute.' in page
    assert confirm("name", "phone") == 422
    assert on_list(session) == {}
    assert confirm("name", "phone", skip_wrong="true") == 303
    assert on_list(session) == {"Kari": "+4799887766"}


def test_a_list_without_a_column_for_the_number_does_not_go_in(
    session: Session, upload: Upload, confirm: Confirm
) -> None:
    upload("Navn;Telefon\nKari;99887766\n")

    assert confirm("name", "skip") == 422
    assert on_list(session) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"\n ; ;\n", b"PK\x03\x04 not a workbook", b"\x00\x01\x02\x03 binary"],
    ids=["empty", "blank", "broken spreadsheet", "binary"],
)
def test_a_file_that_is_no_list_is_refused(
    board: SignedInPerson, calling_round: CallingRound, session: Session, content: bytes
) -> None:
    answer = board.client.post(f"/calling-rounds/{calling_round.id}/list", files={"file": ("x", content)})

    assert answer.status_code == 422
    assert session.exec(select(UploadedList)).all() == []


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(
    board: SignedInPerson, calling_round: CallingRound
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)

    answer = board.client.post(
        f"/calling-rounds/{calling_round.id}/list", files={"file": ("x.xlsx", packed.getvalue())}
    )

    assert answer.status_code == 422


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>2</v></c></row>'


def sheet_of(rows: str) -> bytes:
    """Write a workbook whose sheet has these rows."""
    packed, plain = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook(("Navn", "Telefon"))))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            body = plain.read(name).decode()
            start, end = body.find("<sheetData>"), body.find("</sheetData>")
            archive.writestr(name, body if start < 0 else f"{body[:start]}<sheetData>{rows}{body[end:]}")
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheet_of(CORNERS.format(row=1048576, place="XFD1048576")), id="opposite corners"),
        pytest.param(sheet_of(CORNERS.format(row=2, place="ZZ2")), id="702 columns"),
        pytest.param(sheet_of("<row>" + "<c><v>1</v></c>" * 300 + "</row>"), id="300 unnamed columns"),
        pytest.param(sheet_of("<row><c/></row>" * 5001), id="5001 unnamed rows"),
        pytest.param(workbook(("x" * 3000, "99887766")), id="a text of 3000 letters"),
        pytest.param((";" * 900_000 + "\n" + "a\n" * 4900).encode(), id="one wide row among many"),
    ],
)
def test_a_small_file_that_lays_out_to_a_huge_one_is_refused(
    board: SignedInPerson, calling_round: CallingRound, content: bytes
) -> None:
    answer = board.client.post(f"/calling-rounds/{calling_round.id}/list", files={"file": ("x", content)})

    assert answer.status_code == 422


def test_a_sheet_with_named_cells_is_read(upload: Upload) -> None:
    assert "99887766" in upload(sheet_of(CORNERS.format(row=3, place="B3").replace(">2<", ">99887766<")))


def test_those_on_the_list_and_those_never_to_be_rung_are_not_put_in_again(
    session: Session, upload: Upload, confirm: Confirm
) -> None:
    never_call(session, blind_index("+4799887755"))
    session.commit()
    upload("Kari;99887766\n")
    confirm("name", "phone")

    page = upload("Kari;99887766\nOla;99887755\n")

    assert "0 nye å ringe" in page
    assert "2 står på lista fra før, eller vil ikke ringes" in page
    assert confirm("name", "phone") == 422
    assert on_list(session) == {"Kari": "+4799887766"}


def test_people_in_the_app_with_a_number_can_be_put_on_the_list(
    session: Session, board: SignedInPerson, calling_round: CallingRound
) -> None:
    for name, contact in (("Kari", "99887766"), ("Ola", "ola@example.org")):
        board.client.post("/people", data={"name": name, "contact": contact})

    assert board.client.post(f"/calling-rounds/{calling_round.id}/people").status_code == 303
    assert on_list(session) == {"Kari": "+4799887766"}
    assert board.client.post(f"/calling-rounds/{calling_round.id}/people").status_code == 422


def test_no_name_or_number_of_a_list_lies_readable_in_the_database(
    session: Session, upload: Upload, confirm: Confirm
) -> None:
    upload("Kanarifugl Nes;99887766\n")
    before = session.connection().execute(text("SELECT * FROM uploaded_list")).all()
    session.rollback()
    confirm("name", "phone")
    after = session.connection().execute(text("SELECT * FROM callee")).all()

    kept = "".join(
        bytes(c).decode("latin-1") if isinstance(c, bytes) else str(c) for r in [*before, *after] for c in r
    )
    assert (len(before), len(after)) == (1, 1)
    assert "anari" not in kept
    assert "99887766" not in kept


def test_a_list_that_was_uploaded_and_left_is_gone_after_a_day(session: Session, upload: Upload) -> None:
    upload("Kari;99887766\n")
    sweep()
    assert session.exec(select(UploadedList)).one()
    session.exec(select(UploadedList)).one().uploaded_at = now() - UPLOAD_LIFE * 1.1
    session.commit()

    sweep()

    assert session.exec(select(UploadedList)).all() == []


def test_a_dropped_list_leaves_nothing(
    session: Session, upload: Upload, board: SignedInPerson, calling_round: CallingRound
) -> None:
    upload("Kari;99887766\n")

    assert board.client.post(f"/calling-rounds/{calling_round.id}/list/removal").status_code == 303
    assert session.exec(select(UploadedList)).all() == []
    assert on_list(session) == {}


def test_a_member_who_is_forgotten_leaves_the_lists_too(
    session: Session, sign_in: SignIn, upload: Upload, confirm: Confirm, board: SignedInPerson
) -> None:
    sign_in(Role.BOARD)
    board.client.post("/people", data={"name": "Kari", "contact": "99887766"})
    upload("Kari;99887766\nOla;99887755\n")
    confirm("name", "phone")
    kari = session.exec(
        select(Person).where(Person.phone_index == blind_index(Contact(phone="+4799887766").value))
    ).one()
    session.rollback()

    board.client.post(f"/people/{kari.id}/forget")

    assert on_list(session) == {"Ola": "+4799887755"}
