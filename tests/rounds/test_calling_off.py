"""A round that is called off, was over, was held, or lost its general: who hears, and what cannot be."""

from datetime import timedelta

from conftest import SignedInPerson
from rounds.arranging import Come, Place, PlanRound, mails, subjects, typed
from sqlmodel import Session

from app.language import local
from app.rounds.models import RoundStatus


def test_calling_off_mails_some_and_lists_the_others_to_be_rung(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari", "kari@example.org")
    by_phone = come(round_, "Ola", "99887766")

    for _again in range(2):
        assert general.client.post(f"/rounds/{round_.id}/cancellation").status_code == 303

    session.rollback()
    session.refresh(round_)
    assert (round_.status, round_.note_key) == (RoundStatus.CANCELLED, None)
    assert [subject for subject in subjects() if "Avlyst" in subject] != []
    assert sum("Avlyst" in subject for subject in subjects()) == 1
    desk = general.client.get(f"/rounds/{round_.id}/desk").text
    assert "Ring disse" in desk
    assert "Trykk «Foreslå lag»" not in desk
    general.client.post(f"/rounds/{round_.id}/sign-ups/{by_phone.id}/call")
    assert "Ring disse" not in general.client.get(f"/rounds/{round_.id}/desk").text


def test_nobody_hears_of_a_round_that_was_over_before_it_was_changed_or_called_off(
    *, session: Session, place: Place, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    kari = come(round_, "Kari", "kari@example.org")
    by_phone = come(round_, "Ola", "99887766")
    round_.starts_at, round_.ends_at = (at - timedelta(days=30) for at in (round_.starts_at, round_.ends_at))
    session.commit()
    was = {"day": local(round_.starts_at).date(), "meeting_place": "Biblioteket", "version": 1}

    assert general.client.post(f"/rounds/{round_.id}/plan", data=typed(place, **was)).status_code == 303
    assert "ingen får beskjed" in general.client.get(f"/rounds/{round_.id}/plan").text
    with_mail = f"/rounds/{round_.id}/sign-ups/{kari.id}/cancellation"
    assert general.client.post(with_mail).status_code == 303
    assert general.client.post(f"/rounds/{round_.id}/cancellation").status_code == 303

    assert "ingen har fått beskjed" in general.client.get(f"/rounds/{round_.id}/desk").text
    assert len(mails()) == 1, "the confirmation alone"
    session.rollback()
    session.refresh(by_phone)
    assert by_phone.to_ring is None


def test_a_round_that_was_held_cannot_be_changed_or_called_off(
    session: Session, place: Place, general: SignedInPerson, planned: PlanRound
) -> None:
    round_ = planned()
    round_.status = RoundStatus.HELD
    session.add(round_)
    session.commit()

    change = general.client.post(f"/rounds/{round_.id}/plan", data=typed(place, version=1))
    cancel = general.client.post(f"/rounds/{round_.id}/cancellation")

    assert (change.status_code, cancel.status_code) == (409, 409)


def test_a_round_whose_general_lost_the_role_lacks_one_and_says_who(
    session: Session, general: SignedInPerson, board: SignedInPerson, planned: PlanRound
) -> None:
    where = f"/rounds/{planned().id}/desk"
    gone = "Gunnar General leder runden, men er ikke dørbankgeneral lenger."
    assert gone not in board.client.get(where).text
    assert "Mangler general" not in board.client.get("/rounds").text

    board.client.post(f"/people/{general.person.id}", data={"roles": "volunteer", "level": "new"})

    assert gone in board.client.get(where).text
    assert "Mangler general" in board.client.get("/rounds").text
