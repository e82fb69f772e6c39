"""The evening itself: who is coming, contacts that are shown one at a time, and the links teams open."""

from datetime import timedelta

import pytest
from conftest import SignedInPerson
from rounds.arranging import (
    Come,
    PlanRound,
    propose,
    sign_up_of,
    statuses,
)
from sqlmodel import Session, select

from app.config import settings
from app.errors import GoneError
from app.language import local, now
from app.people.actions import keep_after_walk
from app.people.models import AuditEntry, Person
from app.rounds.actions import sweep_rounds
from app.rounds.errors import DeadJoinLinkError
from app.rounds.models import Assignment, Round, RoundStatus, SignUp
from app.rounds.queries import assignment_for_code, join_code, note_token, round_by_note_token


def test_a_contact_is_shown_to_the_rounds_own_leader_and_logged(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    found = sign_up_of(session, "Kari")
    address = f"/rounds/{evening.id}/sign-ups/{found.id}/contact"
    assert "kari@example.org" not in general.client.get(f"/rounds/{evening.id}/desk").text

    whole = general.client.post(address)
    part = general.client.post(address, headers={"HX-Request": "true"})

    assert "kari@example.org" in whole.text
    assert "<html" in whole.text
    assert "kari@example.org" in part.text
    assert "<html" not in part.text
    session.rollback()
    deeds = session.exec(select(AuditEntry).where(AuditEntry.deed == "contact revealed")).all()
    assert [(entry.actor_id, entry.thing) for entry in deeds] == [
        (general.person.id, f"person {found.person_id}")
    ] * 2


def test_another_rounds_contact_is_not_shown(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound
) -> None:
    found = sign_up_of(session, "Kari")
    other = planned()

    answer = general.client.post(f"/rounds/{other.id}/sign-ups/{found.id}/contact")

    assert answer.status_code == 404
    assert session.exec(select(AuditEntry).where(AuditEntry.deed == "contact revealed")).all() == []


def test_a_walk_up_comes_also_when_the_round_is_full(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=2)
    for name in ("En", "To"):
        come(round_, name, f"{name}@example.org")

    assert general.client.post(f"/rounds/{round_.id}/walk-ups", data={"name": " Jonas "}).status_code == 303
    assert general.client.post(f"/rounds/{round_.id}/walk-ups", data={"name": "   "}).status_code == 422

    assert statuses(session, round_.id) == ["coming"] * 3
    people = [session.get_one(Person, found.person_id) for found in session.exec(select(SignUp)).all()]
    assert [(p.name, p.email, p.phone) for p in people if p.name == "Jonas"] == [("Jonas", None, None)]


def test_a_walk_ups_name_is_not_kept_after_walking(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    """The desk says that it is deleted two weeks later; one with a contact is kept until the election."""
    general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": "Jonas"})
    jonas = session.get_one(Person, sign_up_of(session, "Jonas").person_id)
    kari = session.get_one(Person, sign_up_of(session, "Kari").person_id)
    for person in (jonas, kari):
        keep_after_walk(person)

    assert jonas.keep_until == local(evening.starts_at).date() + timedelta(days=14)
    assert kari.keep_until > settings().election


def test_the_sweep_gives_away_places_left_by_the_deleted(
    session: Session, planned: PlanRound, come: Come
) -> None:
    full = planned(capacity=2)
    leaving = come(full, "En", "en@example.org")
    come(full, "To", "to@example.org")
    waiting = come(full, "Tre", "tre@example.org")
    session.delete(session.get_one(Person, leaving.person_id))
    session.flush()
    assert waiting.status.value == "waiting"

    sweep_rounds(session)
    session.commit()

    assert statuses(session, full.id) == ["coming", "coming"]


def test_wishes_are_forgotten_two_weeks_after_a_round(
    session: Session, evening: Round, planned: PlanRound, come: Come
) -> None:
    later = come(planned(), "Nina", "nina@example.org", stair_free=True)
    evening.ends_at = now() - timedelta(days=15)
    session.add(evening)
    session.commit()

    sweep_rounds(session)
    session.commit()

    assert [f.person_id for f in session.exec(select(SignUp)).all() if f.stair_free] == [later.person_id]


def test_a_round_with_a_point_to_meet_at_hands_it_on_to_the_cut(
    general: SignedInPerson, planned: PlanRound
) -> None:
    placed = planned(meeting_lon="10.4", meeting_lat="63.43", cut_id=None)
    named = planned(cut_id=None)

    pages = [general.client.get(f"/rounds/{one.id}/desk").text for one in (placed, named)]

    assert f"/districts/{placed.district_id}/cuts?starts=10.4,63.43" in pages[0]
    assert "?starts=" not in pages[1]
    desk = general.client.get(f"/districts/{placed.district_id}/cuts?starts=10.4,63.43").text
    assert 'name="starts" value="10.4,63.43"' in desk


def test_a_fragment_is_answered_to_a_page_that_updates_itself(
    general: SignedInPerson, evening: Round
) -> None:
    part = general.client.post(f"/rounds/{evening.id}/teams/proposal", headers={"HX-Request": "true"})

    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div id="desk-body">')
    assert "Lag 2" in part.text


def test_a_join_link_lives_until_a_new_one_is_made_or_the_round_is_over(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    assignment = session.exec(select(Assignment)).all()[0]
    session.rollback()
    old = join_code(assignment)
    page = f"/rounds/{evening.id}/assignments/{assignment.id}"
    assert old in general.client.get(page).text
    assert assignment_for_code(session, old).id == assignment.id
    session.rollback()

    assert general.client.post(f"{page}/link").status_code == 303

    session.refresh(assignment)
    new = join_code(assignment)
    assert assignment_for_code(session, new).id == assignment.id
    for dead in (old, "tull", f"{new}x", "æ.ø"):
        with pytest.raises(DeadJoinLinkError):
            assignment_for_code(session, dead)
    evening.status = RoundStatus.HELD
    session.add(evening)
    session.flush()
    with pytest.raises(DeadJoinLinkError):
        assignment_for_code(session, new)


def test_a_note_token_leads_to_its_round_alone(session: Session, planned: PlanRound) -> None:
    one, other = planned(), planned()

    assert round_by_note_token(session, note_token(one)).id == one.id
    assert note_token(one) != note_token(other)
    with pytest.raises(GoneError):
        round_by_note_token(session, note_token(one) + "x")
