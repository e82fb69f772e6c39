"""Closing a round: one transaction in which it counts, the notes move on and the doors are forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

from conftest import SignedInPerson, SignIn
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, make_evening, send_note, status_of
from sqlmodel import Session, select

from app.canvass.models import DoorEvent, Tally, WalkPhone
from app.config import settings
from app.debrief.models import Attended, Debrief
from app.language import now
from app.people.models import AuditEntry, Person, Role
from app.programme.models import Conversation, Input, Note, NoteReceipt
from app.rounds.models import Round, RoundStatus, SignUp, Team, TeamMember
from app.turf.models import Cut


def test_a_round_that_was_walked_counts(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, others=1)
    send_note(evening, "Bussen går for sjelden")
    approve_all(session, general, evening)

    assert close(general, evening) == 303

    assert status_of(session, evening) == RoundStatus.HELD
    totals = session.exec(select(Conversation)).one()
    assert (totals.rounds, totals.volunteers, totals.doors, totals.talked, totals.nobody_home) == (
        1,
        7,
        8,
        5,
        3,
    )
    released = session.exec(select(Input)).one()
    assert (released.text, released.district_id) == ("Bussen går for sjelden", evening.district_id)
    assert session.get_one(Debrief, evening.round_id).attended == 7


def test_a_round_is_not_closed_before_its_evening_and_nothing_is_wiped(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    """A phone that tried its route early, and an attendance list, are no evening."""
    walk(join, evening)
    say_who_came(general, evening)
    round_ = session.get_one(Round, evening.round_id)
    starts_at = round_.starts_at
    round_.starts_at = now() + timedelta(minutes=5)
    session.commit()

    assert close(general, evening) == 409

    page = general.client.get(url(evening, "?step=close")).text
    assert "Den kan lukkes når den har begynt" in page
    assert "/debrief/close" not in page
    assert status_of(session, evening) == RoundStatus.PLANNED
    assert session.exec(select(DoorEvent)).all()
    session.get_one(Round, evening.round_id).starts_at = starts_at
    session.commit()
    assert close(general, evening) == 303
    session.expire_all()
    assert status_of(session, evening) == RoundStatus.HELD


def test_what_only_the_evening_needed_is_gone(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Skolen trenger nytt tak")
    approve_all(session, general, evening)
    close(general, evening)

    session.rollback()
    assert session.exec(select(DoorEvent)).all() == []
    assert session.exec(select(Attended)).all() == []
    assert session.exec(select(Note)).all() == []
    assert not any(sign_up.stair_free for sign_up in session.exec(select(SignUp)))
    assert session.get_one(Round, evening.round_id).note_key is None
    assert {receipt.content for receipt in session.exec(select(NoteReceipt))} == {""}


def test_the_roll_call_is_gone_and_what_a_phone_says_late_does_not_bring_it_back(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = walk(join, evening)
    phone.client.post("/walk/back", json={"back": True})
    assert any(member.back_at for member in session.exec(select(TeamMember)))
    say_who_came(general, evening)
    assert close(general, evening) == 303

    assert phone.client.post("/walk/back", json={"back": True}).status_code == 200
    phone.counts(9, talked=6, nobody_home=3)

    session.rollback()
    assert {(one.back_at, one.back_seq) for one in session.exec(select(TeamMember))} == {(None, 0)}
    assert {(one.back_at, one.back_seq) for one in session.exec(select(Team))} == {(None, 0)}
    assert phone.client.get("/walk/route.json").json()["people"] == []
    assert all(each.seen_at == each.joined_at for each in session.exec(select(WalkPhone)))


def test_the_cut_of_a_closed_round_stays_as_it_was_walked(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    cut_id = session.get_one(Round, evening.round_id).cut_id
    session.rollback()
    walk(join, evening)
    say_who_came(general, evening)
    recut = {"version": "1"}

    assert close(general, evening) == 303

    assert general.client.post(f"/cuts/{cut_id}/recuts", data=recut).status_code == 409
    assert session.get_one(Cut, cut_id).walked


def test_those_who_walked_are_kept_until_the_election(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, people=2)
    close(general, evening)

    session.rollback()
    keep = {
        sign_up.id: session.get_one(Person, sign_up.person_id).keep_until
        for sign_up in session.exec(select(SignUp))
    }
    election = settings().election
    assert all(keep[each] > election for each in evening.sign_ups[:2])
    assert all(keep[each] < election for each in evening.sign_ups[2:])


def paper(
    general: SignedInPerson, evening: Evening, talked: list[str], *more: str, mood: str | None = None
) -> int:
    """Send the grid: one row a team, the second team met nobody and has no sheet; with a mood, going on."""
    teams = [str(each) for each in evening.assignments]
    form = {
        "assignment_id": [*teams, *more], "talked": talked, "nobody_home": ["6", "0"],
        "no_thanks": ["0", "0"], "no_access": ["0", "0"],
    }  # fmt: skip
    if mood:
        return general.client.post(url(evening, "/mood"), data={**form, "mood": mood}).status_code
    return general.client.post(url(evening, "/paper"), data=form).status_code


def test_going_on_from_the_totals_keeps_what_was_typed_from_paper(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    assert paper(general, evening, ["4"], mood="5") == 422
    assert paper(general, evening, ["4", "0"], mood="6") == 422
    assert session.exec(select(Tally)).all() == []

    assert paper(general, evening, ["4", "0"], mood="5") == 303

    session.rollback()
    assert [tally.talked for tally in session.exec(select(Tally))] == [4]


def test_a_row_of_noughts_is_no_walk_and_a_grid_with_a_hole_is_refused_whole(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    assert paper(general, evening, ["4"]) == 422
    assert paper(general, evening, ["4", "1"], str(uuid4())) == 422
    assert session.exec(select(Tally)).all() == []

    assert paper(general, evening, ["4", "0"]) == 303
    session.rollback()
    assert [tally.assignment_id for tally in session.exec(select(Tally))] == [evening.assignments[0]]


def test_a_round_nobody_walked_cannot_be_closed_but_one_on_paper_can(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    say_who_came(general, evening)
    assert close(general, evening) == 409
    assert status_of(session, evening) == RoundStatus.PLANNED

    assert paper(general, evening, talked=["4", "0"]) == 303
    assert paper(general, evening, talked=["5", "0"]) == 303

    assert close(general, evening) == 303
    session.rollback()
    totals = session.exec(select(Conversation)).one()
    assert (totals.talked, totals.nobody_home, totals.doors) == (5, 6, 11)


def test_a_round_nobody_came_to_cannot_be_closed(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)

    answer = general.client.post(url(evening, "/close"))

    assert answer.status_code == 422
    assert "hvem som var med" in answer.text
    assert status_of(session, evening) == RoundStatus.PLANNED


def test_closing_twenty_times_at_once_counts_once(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Mer grønt")
    approve_all(session, general, evening)

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _n: close(general, evening), range(20)))

    assert answers == {303}
    session.rollback()
    assert session.exec(select(Conversation)).one().rounds == 1
    assert len(session.exec(select(Input)).all()) == 1
    assert session.exec(select(AuditEntry.deed)).all().count("round closed") == 1


def test_only_its_general_and_the_board_see_and_close_a_round(
    session: Session, evening: Evening, join: Join, sign_in: SignIn
) -> None:
    walk(join, evening)
    stranger = sign_in(Role.GENERAL)
    make_evening(session, stranger.person)
    outsiders = [stranger, sign_in(Role.COMMITTEE), sign_in(Role.VOLUNTEER)]

    assert [who.client.get(url(evening)).status_code for who in outsiders] == [404, 403, 403]
    assert [close(who, evening) for who in outsiders] == [404, 403, 403]
    assert sign_in(Role.BOARD).client.get(url(evening)).status_code == 200


def test_a_note_is_not_touched_through_another_round(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    stranger = sign_in(Role.GENERAL)
    send_note(evening, "Mer buss")
    note_id = session.exec(select(Note.id)).one()
    own = make_evening(session, stranger.person)

    for place in (evening, own):
        answer = stranger.client.post(url(place, f"/notes/{note_id}"), data={"deed": "discard"})
        assert answer.status_code == 404
    session.rollback()
    assert len(session.exec(select(Note)).all()) == 1
