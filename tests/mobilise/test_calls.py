"""Ringing: ten at a time, never somebody another caller has, one tap for how it went."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.language import local, now
from app.mobilise.models import Callee, CallHold, CallingRound, CallOutcome, CallTally, NeverCall
from app.people.models import Person, Role
from app.rounds.models import Round, SignUp

Listed = Callable[[int], None]
MakeCaller = Callable[..., SignedInPerson]


def take(caller: SignedInPerson, calling_round: CallingRound) -> list[str]:
    """Ask for ten; give the ids of those to ring."""
    assert caller.client.post(f"/calling-rounds/{calling_round.id}/calls").status_code == 303
    return to_ring(caller)


def to_ring(caller: SignedInPerson) -> list[str]:
    return re.findall(r'href="/calls/([0-9a-f-]{36})"', caller.client.get("/calls").text)


def note(caller: SignedInPerson, callee: str, outcome: str, **more: str) -> int:
    return caller.client.post(f"/calls/{callee}/outcome", data={"outcome": outcome} | more).status_code


def callee(session: Session, name: str) -> Callee:
    session.rollback()
    session.expire_all()
    return next(each for each in session.exec(select(Callee)).all() if str(each.id) == name)


def tally(session: Session) -> dict[str, int]:
    session.rollback()
    found = {row.outcome.value: row.calls for row in session.exec(select(CallTally)).all() if row.calls}
    session.rollback()
    return found


def test_a_caller_gets_ten_and_sees_name_number_script_and_coming_rounds(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, coming_round: Round
) -> None:
    listed(12)
    rita = caller()

    mine = take(rita, calling_round)

    assert len(mine) == 10
    assert take(rita, calling_round) == mine
    page = rita.client.get(f"/calls/{mine[0]}").text
    assert re.search(r'href="tel:\+47998\d+"', page)
    assert "Hei, jeg ringer fra laget." in page
    assert f'value="{coming_round.id}"' in page
    assert "Bydelshuset" in page
    assert page.index('value="no_answer"') < page.index(str(coming_round.id)), (
        "one tap is above all the rounds"
    )


def test_five_callers_who_ask_at_once_never_get_the_same_person(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound
) -> None:
    listed(43)
    callers = [caller(f"Ringer {n}") for n in range(5)]

    with ThreadPoolExecutor(5) as pool:
        first = list(pool.map(lambda each: take(each, calling_round), callers))
        again = list(pool.map(lambda each: take(each, calling_round), callers))

    held = [callee for mine in again for callee in mine]
    assert all(len(mine) <= 10 for mine in again)
    assert len(held) == len(set(held)) == 43
    assert all(set(before) <= set(after) for before, after in zip(first, again, strict=True))


def test_one_number_on_two_lists_is_rung_by_one_caller_at_a_time(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    listed(3)
    rita = caller()
    board.client.post("/calling-rounds", data={"name": "En til"})
    other = session.exec(select(CallingRound).where(CallingRound.name == "En til")).one()
    url = f"/calling-rounds/{other.id}"
    board.client.post(f"{url}/list", files={"file": ("x", "A;99880000\nB;99880001\nC;99887766\n")})
    board.client.post(f"{url}/list/confirmation", data={"columns": ["name", "phone"]})
    board.client.post(f"{url}/callers", data={"people": str(board.person.id)})
    session.rollback()

    assert len(take(rita, calling_round)) == 3
    assert board.client.post(f"{url}/calls").status_code == 303
    assert [callee(session, each).name for each in to_ring(board)] == ["C"]


def test_those_a_caller_did_not_ring_go_back_after_a_day(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session
) -> None:
    listed(10)
    rita, ruth = caller("Rita"), caller("Ruth")
    mine = take(rita, calling_round)
    assert take(ruth, calling_round) == []
    for hold in session.exec(select(CallHold)).all():
        hold.until = now() - timedelta(seconds=1)
    session.commit()

    assert to_ring(rita) == []
    assert rita.client.get(f"/calls/{mine[0]}").status_code == 409
    assert note(rita, mine[0], "no") == 409
    assert sorted(take(ruth, calling_round)) == sorted(mine)
    assert rita.client.get(f"/calls/{mine[0]}").status_code == 404


def test_one_tap_signs_a_member_up_with_what_they_said_yes_to(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, coming_round: Round, session: Session
) -> None:
    listed(1)
    rita = caller()
    (mine,) = take(rita, calling_round)

    assert note(rita, mine, "signed_up") == 422
    assert note(rita, mine, "signed_up", round_id=str(mine)) == 422
    assert tally(session) == {}
    assert note(rita, mine, "signed_up", round_id=str(coming_round.id)) == 303

    found = session.exec(select(SignUp)).one()
    person = session.get_one(Person, found.person_id)
    assert (found.round_id, person.name, person.phone) == (coming_round.id, "Medlem 0", "+4799880000")
    assert found.consent.startswith("På telefon: «Er det greit at vi lagrer")
    assert tally(session) == {"signed_up": 1}
    assert rita.client.post(f"/calls/{mine}/outcome/removal").status_code == 409


@pytest.mark.parametrize("outcome", ["will_ring", "will_write", "wrong_number", "no", "never"])
def test_a_call_that_has_ended_is_not_made_again(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session, outcome: str
) -> None:
    listed(1)
    rita = caller()
    (mine,) = take(rita, calling_round)

    assert note(rita, mine, outcome) == 303

    assert callee(session, mine).due_at is None
    assert take(rita, calling_round) == []
    assert note(rita, mine, outcome) == 409
    assert tally(session) == {outcome: 1}


def test_the_last_call_can_be_taken_back_and_an_earlier_one_cannot(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session
) -> None:
    listed(2)
    rita = caller()
    first, last = take(rita, calling_round)
    note(rita, first, "no")
    note(rita, last, "never")
    assert len(session.exec(select(NeverCall)).all()) == 1

    assert rita.client.post(f"/calls/{first}/outcome/removal").status_code == 404
    assert rita.client.post(f"/calls/{last}/outcome/removal").status_code == 303

    assert to_ring(rita) == [last]
    assert tally(session) == {"no": 1}
    assert session.exec(select(NeverCall)).all() == []
    assert rita.client.post(f"/calls/{last}/outcome/removal").status_code == 409


def test_nobody_answers_three_times_and_is_left_alone(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session
) -> None:
    listed(1)
    rita = caller()
    for ringing in range(3):
        (mine,) = take(rita, calling_round)
        assert note(rita, mine, "no_answer") == 303
        assert take(rita, calling_round) == []
        found = callee(session, mine)
        assert (found.due_at is None) == (ringing == 2)
        if found.due_at:
            found.due_at = now() - timedelta(minutes=1)
            session.get_one(CallHold, found.phone_index).until = now() - timedelta(minutes=1)
        session.commit()

    assert take(rita, calling_round) == []
    assert tally(session) == {"no_answer": 3}


def test_call_back_tonight_stays_with_the_caller_and_next_week_goes_back(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session
) -> None:
    listed(2)
    rita = caller()
    tonight, week = take(rita, calling_round)
    soon, later = local(now() + timedelta(hours=2)), local(now() + timedelta(days=7))

    for mine, agreed in ((tonight, soon), (week, later)):
        assert note(rita, mine, "call_back", day=f"{agreed:%Y-%m-%d}", clock=f"{agreed:%H:%M}") == 303

    assert to_ring(rita) == [tonight]
    assert "Avtalt" in rita.client.get("/calls").text
    assert note(rita, tonight, "no") == 303
    assert callee(session, week).due_at == later.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    "agreed",
    [{}, {"day": "2020-01-01", "clock": "18:00"}, {"day": "2100-01-01", "clock": "18:00"}],
    ids=["no time", "past", "too far"],
)
def test_a_time_to_call_back_that_cannot_be_is_refused(
    listed: Listed,
    caller: MakeCaller,
    calling_round: CallingRound,
    session: Session,
    agreed: dict[str, str],
) -> None:
    listed(1)
    rita = caller()
    (mine,) = take(rita, calling_round)

    assert note(rita, mine, "call_back", **agreed) == 422
    assert callee(session, mine).outcome is None
    assert tally(session) == {}


def test_a_call_back_in_the_hour_that_summer_time_skips_is_refused(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, session: Session
) -> None:
    listed(1)
    rita = caller()
    (mine,) = take(rita, calling_round)

    answer = rita.client.post(
        f"/calls/{mine}/outcome", data={"outcome": "call_back", "day": "2027-03-28", "clock": "02:30"}
    )

    assert answer.status_code == 422
    assert "finnes ikke" in answer.text
    assert callee(session, mine).outcome is None


def test_only_callers_of_the_round_ring_and_only_whom_they_hold(
    listed: Listed,
    caller: MakeCaller,
    calling_round: CallingRound,
    sign_in: SignIn,
    visitor: TestClient,
) -> None:
    listed(3)
    rita, stranger = caller(), sign_in(Role.GENERAL, name="Stranger")
    mine = take(rita, calling_round)

    assert stranger.client.post(f"/calling-rounds/{calling_round.id}/calls").status_code == 404
    assert stranger.client.get(f"/calls/{mine[0]}").status_code == 404
    assert note(stranger, mine[0], "no") == 404
    assert "ikke satt opp til å ringe" in stranger.client.get("/calls").text
    assert visitor.get("/calls").status_code == 303


def test_a_caller_who_is_taken_off_gives_back_at_once(
    listed: Listed,
    caller: MakeCaller,
    calling_round: CallingRound,
    board: SignedInPerson,
    session: Session,
) -> None:
    listed(2)
    rita = caller()
    mine = take(rita, calling_round)

    board.client.post(f"/calling-rounds/{calling_round.id}/callers", data={})

    assert rita.client.get(f"/calls/{mine[0]}").status_code == 404
    assert session.exec(select(CallHold)).all() == []


def test_outcomes_have_words_on_the_screen() -> None:
    from app.web import templates  # noqa: PLC0415 - only this test looks at the template by itself

    labels = templates.get_template("mobilise/labels.html").module

    assert all(labels.outcome(outcome) for outcome in CallOutcome)  # type: ignore[attr-defined]  # a macro
