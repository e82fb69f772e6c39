"""A note with strange text, all the way from the phone to the committee's files: unharmed, and harmless."""

import csv
import io
import json
from uuid import uuid4

import docx
from conftest import SignedInPerson, SignIn, browser
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, send_note
from sqlmodel import Session, col, select

from app.people.models import Role
from app.programme.models import Input, Note, Theme

SENT = (
    "Mer 🌳 i parken, 👩‍👧 sier det haster",
    "המדרכה חשוכה \u202e\u2066og stien er mørk\u2069",
    "Lys\u0000 i\u0007 undergangen\u200b\r\n<b>nå</b> & <script>alert(1)</script>",
    '=HYPERLINK("http://example.org";"Buss")',
    "+1 for mer buss",
)
STORED = {
    "Mer 🌳 i parken, 👩👧 sier det haster",
    "המדרכה חשוכה og stien er mørk",
    "Lys i undergangen\n<b>nå</b> & <script>alert(1)</script>",
    '=HYPERLINK("http://example.org";"Buss")',
    "+1 for mer buss",
}


def test_strange_notes_reach_the_committee_unharmed_and_run_nowhere(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, sign_in: SignIn
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    for text in SENT:
        assert send_note(evening, text).status_code == 200
    asked = general.client.get(url(evening, "?step=notes")).text
    approve_all(session, general, evening)
    session.rollback()
    close(general, evening)

    committee = sign_in(Role.COMMITTEE).client
    page = committee.get("/programme/inputs").text
    ids = [str(each) for each in session.exec(select(Input.id))]
    committee.post("/programme/links", data={"inputs": ids, "title": "Lys 🌳"})
    table = committee.post("/programme/inputs/export", data={"shape": "csv"}).content.decode("utf-8-sig")
    word = committee.post("/programme/documents", data={"shape": "docx"}).content
    pdf = committee.post("/programme/documents", data={"shape": "pdf"}).content

    session.rollback()
    assert {row.text for row in session.exec(select(Input))} == STORED
    for shown in (asked, page):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
        assert "<script>alert" not in shown
        assert "\u202e" not in shown
    cells = [row[-1] for row in csv.reader(io.StringIO(table), delimiter=";")][1:]
    assert {cell.removeprefix("'") for cell in cells} == STORED
    assert not [cell for cell in cells if cell[0] in "=+-@"], "no cell that a spreadsheet would run"
    assert any("🌳" in paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs)
    assert pdf.startswith(b"%PDF-")


def test_half_a_sign_and_what_is_no_sign_are_left_out(session: Session, evening: Evening) -> None:
    note = {"id": str(uuid4()), "theme_id": None, "text": "Mer \ud83d buss\uffff \ufffe nå"}
    headers = {"X-Note-Token": evening.note_token, "Content-Type": "application/json"}

    assert browser().post("/walk/notes", content=json.dumps(note), headers=headers).status_code == 200

    assert session.exec(select(Note.text)).one() == "Mer  buss  nå"


def test_a_theme_from_a_slide_does_not_stop_the_word_file(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    committee = sign_in(Role.COMMITTEE)
    answer = committee.client.post("/programme/themes", data={"name": "Buss\x0bog bane\ufffe"})
    assert answer.status_code == 303
    theme = session.exec(select(Theme).where(col(Theme.name).contains("bane"))).one()
    assert theme.name == "Bussog bane"
    session.add(Theme(name="Lys\x0bog sti"))  # as one may stand from before
    session.add_all(Input(month="2026-11", theme_id=theme.id, text=f"Mer buss\x0c {n}") for n in range(6))
    session.commit()

    assert committee.client.post("/programme/documents", data={"shape": "docx"}).status_code == 200


def test_a_note_of_twenty_thousand_characters_is_refused_kindly_and_by_the_debrief_too(
    evening: Evening, general: SignedInPerson
) -> None:
    paper = general.client.post(url(evening, "/notes"), data={"text": "buss " * 4000})

    assert send_note(evening, "buss " * 4000).status_code == 422
    assert paper.status_code == 422
    assert "for langt (19999 tegn). Kort det ned til 1000" in paper.text
