"""Candidates who come along: asked with the plan, a place held, and named in public only if they say so."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_string, policy
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from rounds.arranging import Come, Place, PlanRound, mails, propose, statuses, subjects, teams_now, typed
from sqlmodel import Session, select

from app.language import today
from app.people.contact import parse_contact
from app.people.models import Person, Role
from app.people.queries import person_with
from app.rounds.mail_switches import Kind
from app.rounds.models import MailSwitch, RingReason, Round, SignUp

ASKED = "Blir du med på dørbank"
AddCandidate = Callable[..., Person]


@pytest.fixture
def candidate(session: Session, board: SignedInPerson) -> AddCandidate:
    """Give a function that adds somebody whom the board notes as a candidate."""

    def make(name: str = "Kari Kandidat", contact: str = "kari@example.org") -> Person:
        assert board.client.post("/people", data={"name": name, "contact": contact}).status_code == 303
        session.rollback()
        person = person_with(session, parse_contact(contact))
        assert person
        noted = {"level": "new", "candidate": "true"}
        assert board.client.post(f"/people/{person.id}", data=noted).status_code == 303
        session.rollback()
        return person

    return make


def plan(session: Session, client: TestClient, place: Place, *asked: UUID, **changes: object) -> Round:
    answer = client.post(
        "/rounds", data=typed(place, **changes) | {"candidates": [str(one) for one in asked]}
    )
    assert answer.status_code == 303, answer.text
    session.rollback()
    return session.get_one(Round, UUID(answer.headers["location"].split("/")[2]))


def change(client: TestClient, place: Place, round_: Round, *asked: UUID, version: int) -> None:
    sent = typed(place, version=version) | {"candidates": [str(one) for one in asked]}
    assert client.post(f"/rounds/{round_.id}/plan", data=sent).status_code == 303


def personal_page() -> str:
    """Give where the last mail leads."""
    written = message_from_string(mails()[-1], policy=policy.default)
    body = written.get_body(("plain",))
    assert body
    found = re.search(r"/sign-ups/\S+", body.get_content())
    assert found
    return found.group()


def sign_up(visitor: TestClient, round_: Round, name: str) -> TestClient:
    form = {"name": name, "contact": f"{name.lower()}@example.org", "consent": "true"}
    assert visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form).status_code == 303
    return visitor


def note(session: Session, general: SignedInPerson, person_id: UUID, deed: str) -> None:
    """Let the general note what somebody said, at the desk of the only round they are in."""
    found = session.exec(select(SignUp).where(SignUp.person_id == person_id)).one()
    address = f"/rounds/{found.round_id}/sign-ups/{found.id}/{deed}"
    session.rollback()
    assert general.client.post(address).status_code == 303


def test_who_is_asked_has_a_place_and_stands_on_the_rounds_page_only_after_saying_so(
    session: Session, visitor: TestClient, place: Place, general: SignedInPerson, candidate: AddCandidate
) -> None:
    kari = candidate()
    assert "Kari Kandidat" in general.client.get("/rounds/new").text

    until = today() + timedelta(days=40)
    session.get_one(Person, kari.id).keep_until = until
    session.commit()
    round_ = plan(session, general.client, place, kari.id, capacity=2)
    assert session.get_one(Person, kari.id).keep_until == until, "being asked again and again keeps nobody"
    session.rollback()
    public, desk, own = f"/rounds/{round_.slug}", f"/rounds/{round_.id}/desk", personal_page()

    assert ASKED in subjects()[-1]
    assert "Spurt, har ikke svart: 1" in general.client.get(desk).text
    assert "Kari Kandidat" not in visitor.get(public).text
    assert "1 ledig plass" in visitor.get(public).text
    sign_up(sign_up(visitor, round_, "Ola"), round_, "Per")
    assert statuses(session, round_.id) == ["asked", "coming", "waiting"]

    assert "Blir du med?" in visitor.get(own).text
    visitor.post(f"{own}/answer", data={"named": "true", "stair_free": "true"})

    assert sorted(statuses(session, round_.id)) == ["coming", "coming", "waiting"]
    assert "Du er med på dørbank" in subjects()[-1]
    assert "Kari Kandidat (kandidat)" in visitor.get(public).text
    shown = general.client.get(desk).text
    assert "Spurt, har ikke svart" not in shown
    assert "kandidat</span>" in shown
    kept = session.exec(select(SignUp).where(SignUp.person_id == kari.id)).one()
    assert "Ja, jeg blir med" in kept.consent
    assert "Navnet mitt kan stå" in kept.consent
    assert (kept.stair_free, kept.short_walk) == (True, False)
    assert session.get_one(Person, kari.id).keep_until > until
    session.rollback()

    visitor.post(f"{own}/name/removal")
    assert "Kari Kandidat" not in visitor.get(public).text
    assert "Du er påmeldt" in visitor.get(own).text


def test_a_no_and_a_plan_without_them_free_the_place_and_who_has_answered_stays(
    session: Session, visitor: TestClient, place: Place, general: SignedInPerson, candidate: AddCandidate
) -> None:
    kari, nils, ida = candidate(), candidate("Nils", "nils@example.org"), candidate("Ida", "ida@example.org")
    round_ = plan(session, general.client, place, kari.id, nils.id, ida.id, capacity=20)
    assert [subject for subject in subjects() if ASKED in subject] == subjects()
    assert len(subjects()) == 3

    note(session, general, kari.id, "answer")
    note(session, general, nils.id, "cancellation")
    assert sorted(statuses(session, round_.id)) == ["asked", "cancelled", "coming"]
    assert "Kari Kandidat" not in visitor.get(f"/rounds/{round_.slug}").text, (
        "the general cannot say it for her"
    )

    change(general.client, place, round_, version=1)
    assert sorted(statuses(session, round_.id)) == ["cancelled", "cancelled", "coming"]
    assert "Du er meldt av" in subjects()[-1]

    change(general.client, place, round_, nils.id, version=2)
    assert sorted(statuses(session, round_.id)) == ["asked", "cancelled", "coming"]
    assert ASKED in subjects()[-1]


def test_a_copy_and_a_series_ask_the_same_ones_again(
    session: Session, place: Place, general: SignedInPerson, candidate: AddCandidate
) -> None:
    kari, nils = candidate(), candidate("Nils", "nils@example.org")
    round_ = plan(session, general.client, place, kari.id, nils.id)
    note(session, general, nils.id, "cancellation")
    before = len(subjects())

    copied = general.client.get(f"/rounds/new?like={round_.id}").text
    answer = general.client.post(f"/rounds/{round_.id}/series", data={"weeks": "2"})

    assert f'value="{kari.id}" checked' in copied
    assert f'value="{nils.id}" checked' not in copied, "who said no is not asked by itself"
    assert answer.status_code == 200
    session.rollback()
    others = session.exec(select(SignUp).where(SignUp.round_id != round_.id)).all()
    assert {(one.person_id, one.status.value) for one in others} == {(kari.id, "asked")}
    assert [ASKED in subject for subject in subjects()[before:]] == [True] * len(others)


def test_what_somebody_ticked_is_for_those_who_lead_that_round_and_what_the_board_notes_for_all(
    *,
    session: Session,
    sign_in: SignIn,
    place: Place,
    general: SignedInPerson,
    board: SignedInPerson,
    planned: PlanRound,
    come: Come,
    candidate: AddCandidate,
) -> None:
    come(planned(), "Tone Tikket", "tone@example.org", councillor=True)
    other = sign_in(Role.GENERAL, name="Annen General")
    tone = person_with(session, parse_contact("tone@example.org"))
    assert tone
    session.rollback()
    candidate()

    assert "Tone Tikket" in general.client.get("/rounds/new").text
    assert "Tone Tikket" in board.client.get("/rounds/new").text
    shown = other.client.get("/rounds/new").text
    assert "Tone Tikket" not in shown
    assert "Kari Kandidat" in shown
    refused = other.client.post("/rounds", data=typed(place) | {"candidates": str(tone.id)})
    assert refused.status_code == 422
    assert "ikke lenger kandidat" in refused.text
    assert plan(session, general.client, place, tone.id)


def test_candidates_that_are_asked_are_spread_among_the_teams(
    session: Session, place: Place, general: SignedInPerson, come: Come, candidate: AddCandidate
) -> None:
    asked = [candidate().id, candidate("Nils", "nils@example.org").id]
    round_ = plan(session, general.client, place, *asked)
    for one in asked:
        note(session, general, one, "answer")
    for name in ("Ola", "Per"):
        come(round_, name, f"{name.lower()}@example.org")

    propose(general, round_)

    assert [len({"Kari", "Nils"} & set(names)) for names in teams_now(session, round_).values()] == [1, 1]


def test_a_form_with_the_contact_of_who_is_asked_is_a_yes_that_tells_nobody_they_were(
    *,
    session: Session,
    visitor: TestClient,
    place: Place,
    general: SignedInPerson,
    come: Come,
    candidate: AddCandidate,
) -> None:
    kari = candidate(contact="kari@example.org")
    round_ = plan(session, general.client, place, kari.id, capacity=2)
    come(round_, "Ola", "ola@example.org")

    form = {"name": "Kari", "contact": "kari@example.org", "consent": "true"}
    answer = visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form)

    assert sorted(statuses(session, round_.id)) == ["coming", "coming"]
    assert "Du er på ventelista" in visitor.get(answer.headers["location"]).text, "as anybody new is told"
    assert "Du er med på dørbank" in subjects()[-1], "her own mail knows better"
    assert session.exec(select(SignUp).where(SignUp.person_id == kari.id)).one().candidate


def test_a_letter_that_came_after_the_board_read_the_others_waits_for_it_and_the_general_rings(
    *,
    session: Session,
    visitor: TestClient,
    place: Place,
    board: SignedInPerson,
    general: SignedInPerson,
    candidate: AddCandidate,
) -> None:
    session.delete(session.get_one(MailSwitch, Kind.ASKED.value))
    session.commit()
    kari, by_phone = candidate(), candidate("Nils", "99887766")
    new = "sendes ikke før styret har lest den"

    round_ = plan(session, general.client, place, kari.id, by_phone.id)

    assert subjects() == []
    assert general.client.get(f"/rounds/{round_.id}/desk").text.count("Skal spørres om å bli med") == 2
    assert new in board.client.get("/").text
    assert new not in general.client.get("/").text
    assert new not in visitor.get("/").text
    shown = board.client.get("/mails").text
    assert "Vi har lest den. Den kan sendes" in shown
    assert ASKED in shown

    assert board.client.post("/mails/asked", data={"on": "true"}).status_code == 303

    assert len(subjects()) == 1
    assert ASKED in subjects()[0]
    assert new not in board.client.get("/").text
    assert "Vi har lest den" not in board.client.get("/mails").text
    session.rollback()
    found = session.exec(select(SignUp)).all()
    assert {one.person_id: one.to_ring for one in found} == {kari.id: None, by_phone.id: RingReason.ASKED}


def test_what_came_of_asking_is_forgotten_with_the_round_and_the_person(
    session: Session, visitor: TestClient, place: Place, general: SignedInPerson, candidate: AddCandidate
) -> None:
    kari, nils = candidate(), candidate("Nils", "nils@example.org")
    round_ = plan(session, general.client, place, kari.id)
    visitor.post(f"{personal_page()}/answer", data={"named": "true"})
    change(general.client, place, round_, nils.id, version=1)
    assert sorted(statuses(session, round_.id)) == ["asked", "coming"]

    general.client.post(f"/rounds/{round_.id}/cancellation")

    assert sorted(statuses(session, round_.id)) == ["cancelled", "coming"]
    assert not any(session.exec(select(SignUp.named)).all())
