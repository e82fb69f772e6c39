"""Proposals: written by several, settled with a reason, free of persons, and deleted as they were read."""

import pytest
from conftest import SignedInPerson, SignIn
from sqlmodel import Session, select

from app.people.models import AuditEntry, Role
from app.programme.models import Input, Proposal, ProposalInput


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


def test_two_who_write_at_once_do_not_overwrite_each_other(
    session: Session, committee: SignedInPerson, sign_in: SignIn
) -> None:
    location = committee.client.post("/programme/proposals", data={"title": "Buss"}).headers["location"]
    other = sign_in(Role.COMMITTEE)
    form = {"title": "Buss", "text": "Hvert tiende minutt", "status": "draft", "version": "1"}

    assert committee.client.post(location, data=form).status_code == 303
    answer = other.client.post(location, data={**form, "text": "Hvert femte minutt"})

    assert answer.status_code == 409
    assert "Noen andre har endret" in answer.text
    assert "Hvert femte minutt</textarea>" in answer.text, "what was typed is still in the form"
    assert "<p>Hvert tiende minutt</p>" in answer.text, "beside what the other saved"
    assert 'name="version" value="2"' in answer.text, "and can be saved from there"
    assert session.exec(select(Proposal)).one().text == "Hvert tiende minutt"
    assert other.client.post(location, data={**form, "version": "2"}).status_code == 303


def test_a_proposal_is_deleted_as_it_was_read_and_not_what_another_wrote_since(
    session: Session, committee: SignedInPerson, sign_in: SignIn
) -> None:
    location = committee.client.post("/programme/proposals", data={"title": "Buss"}).headers["location"]
    form = {"title": "Buss", "text": "Hvert tiende minutt", "status": "draft", "version": "1"}
    committee.client.post(location, data=form)
    other = sign_in(Role.COMMITTEE).client

    refused = other.post(f"{location}/delete", data={"version": "1"})
    assert refused.status_code == 409
    assert "Det er ikke slettet" in refused.text
    assert session.exec(select(Proposal)).one().text == "Hvert tiende minutt"
    session.rollback()

    assert other.post(f"{location}/delete", data={"version": "2"}).status_code == 303
    assert session.exec(select(Proposal)).all() == []


def test_input_that_points_at_somebody_is_taken_out_for_good_from_proposals_too(
    session: Session, committee: SignedInPerson, sign_in: SignIn
) -> None:
    said = ["Mer buss", "Kari i nummer fire"]
    rows = [Input(month="2026-11", text=text) for text in said]
    session.add_all(rows)
    session.commit()
    ids = [str(row.id) for row in rows]
    committee.client.post("/programme/links", data={"inputs": ids, "title": "Buss"})

    for other in (Role.GENERAL, Role.VOLUNTEER):
        assert sign_in(other).client.post("/programme/removals", data={"inputs": ids}).status_code == 403
    assert committee.client.post("/programme/removals", data={"inputs": ids[1:]}).status_code == 303

    session.rollback()
    assert session.exec(select(Input.text)).all() == ["Mer buss"]
    assert [str(row.input_id) for row in session.exec(select(ProposalInput))] == ids[:1]
    told = session.exec(select(AuditEntry).where(AuditEntry.deed == "input taken out")).one()
    assert "Kari" not in f"{told.deed} {told.thing}"


def test_a_proposal_with_somebodys_number_is_not_stored_and_what_was_typed_stays(
    committee: SignedInPerson,
) -> None:
    location = committee.client.post("/programme/proposals", data={"title": "Buss"}).headers["location"]
    form = {"title": "Buss", "text": "Ring Zebulon på 912 34 567", "status": "draft", "version": "1"}

    refused = committee.client.post(location, data=form)

    assert refused.status_code == 422
    assert "Forslaget peker på noen: «912 34 567»" in refused.text
    assert "Ring Zebulon på 912 34 567</textarea>" in refused.text
    assert committee.client.post(location, data={**form, "text": "Mer buss"}).status_code == 303
    later = {**form, "text": "Mer buss", "paragraph": "912 34 567", "version": "2"}
    assert committee.client.post(location, data=later).status_code == 422
    begun = {"title": "Ring Zebulon på 912 34 567"}
    assert committee.client.post("/programme/proposals", data=begun).status_code == 422


@pytest.mark.parametrize(("status", "needed"), [("adopted", "paragraph"), ("declined", "answer")])
def test_a_settled_proposal_says_where_it_stands_or_why_not(
    committee: SignedInPerson, status: str, needed: str
) -> None:
    location = committee.client.post("/programme/proposals", data={"title": "Buss"}).headers["location"]
    form = {"title": "Buss", "text": "Hvert kvarter", "status": status, "answer": " ", "version": "1"}

    refused = committee.client.post(location, data=form)
    assert refused.status_code == 422
    assert "trenger punktet det står i" in refused.text
    assert "Hvert kvarter</textarea>" in refused.text, "what was typed is still in the form"
    assert committee.client.post(location, data={**form, needed: "§ 4.2"}).status_code == 303


def test_with_nothing_marked_each_button_says_so_and_a_title_is_kept(
    session: Session, committee: SignedInPerson
) -> None:
    location = committee.client.post("/programme/proposals", data={"title": "Buss"}).headers["location"]
    forms = {"links": {"proposal": location.rsplit("/", 1)[1]}, "tags": {}, "removals": {}}

    for path, form in forms.items():
        back = committee.client.post(f"/programme/{path}", data={**form, "text": "buss"})
        assert "text=buss" in back.headers["location"]
        assert "Ingen innspill er merket" in committee.client.get(back.headers["location"]).text
    made = committee.client.post("/programme/links", data={"title": "Lys"}).headers["location"]

    assert "Forslaget er laget, men ingen innspill var merket" in committee.client.get(made).text
    session.rollback()
    assert set(session.exec(select(Proposal.title))) == {"Buss", "Lys"}
    deeds = set(session.exec(select(AuditEntry.deed)))
    assert not deeds & {"input tagged", "input taken out"}
