"""A calling round from the board's chair: how far it has come, who will help, and the end of the list."""

import re
from collections.abc import Callable
from datetime import timedelta

from conftest import SignedInPerson, browser
from mobilise.test_calls import note, take
from sqlmodel import Session, col, select

from app.config import settings
from app.language import now, today
from app.mobilise.actions import OPEN_DAYS
from app.mobilise.models import (
    Callee,
    Caller,
    CallHold,
    CallingGoal,
    CallingRound,
    CallOutcome,
    CallTally,
    NeverCall,
)
from app.mobilise.queries import Progress
from app.people.models import AuditEntry, Person
from app.rounds.models import Round
from app.sweep import sweep

Listed = Callable[[int], None]
MakeCaller = Callable[..., SignedInPerson]


def test_the_board_sees_how_far_it_has_come_and_never_by_whom(
    listed: Listed,
    caller: MakeCaller,
    calling_round: CallingRound,
    board: SignedInPerson,
    coming_round: Round,
) -> None:
    listed(12)
    rita = caller()
    mine = take(rita, calling_round)
    note(rita, mine[0], "no")
    note(rita, mine[1], "no_answer")

    page = board.client.get(f"/calling-rounds/{calling_round.id}").text

    assert "1 av 12 er ferdig ringt" in page
    assert "1 prøves igjen" in page
    assert "8 er hos en ringer nå" in page
    assert "0 av 2 samtaler ble en påmelding." in page
    assert re.search(r"Nei takk</th><td class=\"number\">1</td>", page)
    filling = page.split("Rundene det ringes til")[1].split("</ul>")[0]
    assert f"/rounds/{coming_round.id}/desk" in filling
    assert "0 av 20 plasser tatt" in filling
    assert "0 meldt på av 2 samtaler" in board.client.get("/calling-rounds").text


def test_will_ring_becomes_an_invitation_that_opens_the_calls(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    listed(2)
    rita = caller()
    willing, unwilling = take(rita, calling_round)
    note(rita, unwilling, "no")
    note(rita, willing, "will_ring")
    helpers = f"/calling-rounds/{calling_round.id}/helpers"

    assert board.client.post(f"{helpers}/{unwilling}/invitations").status_code == 404
    page = board.client.post(f"{helpers}/{willing}/invitations").text

    link = re.search(r'readonly value="([^"]+)"', page)
    assert link
    assert "sms:+47998" in page
    path = link[1].removeprefix(settings().url)
    newcomer = browser()
    assert 'name="next" value="/calls"' in newcomer.get(path).text
    answer = newcomer.post(path.split("?")[0], data={"next": "/calls"})
    assert answer.headers["location"] == "/calls"
    newcomer.cookies.update(answer.cookies)
    assert calling_round.name in newcomer.get("/calls").text
    assert len(session.exec(select(Caller)).all()) == 2
    assert session.exec(select(Person)).all()[-1].consent.startswith("På telefon")


def test_a_helpers_number_is_shown_at_the_press_of_a_button_and_that_is_logged(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    listed(1)
    rita = caller()
    (mine,) = take(rita, calling_round)
    note(rita, mine, "will_write")
    url = f"/calling-rounds/{calling_round.id}"

    assert "99 88 00 00" not in board.client.get(url).text
    assert "99 88 00 00" in board.client.post(f"{url}/helpers/{mine}/reveals").text
    assert "contact revealed" in session.exec(select(AuditEntry.deed)).all()


def test_closing_deletes_the_list_and_keeps_the_tallies(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    listed(3)
    rita = caller()
    mine = take(rita, calling_round)
    note(rita, mine[0], "no")
    note(rita, mine[1], "will_write")
    url = f"/calling-rounds/{calling_round.id}"

    refused = board.client.post(f"{url}/closing")
    assert (refused.status_code, "1 sa ja til å hjelpe" in refused.text) == (409, True)
    assert board.client.post(f"{url}/helpers/{mine[1]}/follow-up").status_code == 303
    assert board.client.post(f"{url}/closing").status_code == 303

    for table in (Callee, CallHold):
        assert session.exec(select(table)).all() == []
    assert sum(row.calls for row in session.exec(select(CallTally)).all()) == 2
    page = board.client.get(url).text
    assert "Lista er slettet" in page
    assert "Nei takk" in page
    assert rita.client.get(f"/calls/{mine[2]}").status_code == 404
    assert board.client.post(f"{url}/people").status_code == 409
    assert board.client.post(f"{url}/list", files={"file": ("x", "A;99887766")}).status_code == 409
    assert rita.client.post(f"{url}/calls").status_code == 404
    assert "Ringerunder du er med i" not in rita.client.get("/me").text


def test_who_rang_last_is_offered_to_the_next_round_and_forgotten_after_half_a_year(
    caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    rita = caller()
    ticked = f'value="{rita.person.id}" checked'
    board.client.post(f"/calling-rounds/{calling_round.id}/closing")
    following = [board.client.post("/calling-rounds", data={"name": name, "script": "Hei"}) for name in "AB"]
    first, second = (answer.headers["location"] for answer in following)

    page = board.client.get(first).text
    assert "De som ringte sist, er krysset av" in page
    assert ticked in page
    assert len(session.exec(select(Caller)).all()) == 1, "an offer makes nobody a caller"
    session.rollback()
    assert calling_round.name in rita.client.get("/me.json").json()["calling"]["rang_in"]

    assert board.client.post(f"{first}/callers", data={"people": str(board.person.id)}).status_code == 303
    offered = board.client.get(second).text
    assert ticked not in offered, "only the last ones"
    assert f'value="{board.person.id}" checked' in offered
    board.client.post(f"{first}/closing")
    assert session.exec(select(Caller.person_id)).all() == [board.person.id]

    for each in session.exec(select(CallingRound).where(col(CallingRound.closed_at).is_not(None))):
        each.closed_at = now() - timedelta(days=184)
    session.commit()
    sweep()
    assert session.exec(select(Caller)).all() == []


def test_a_calling_round_that_stands_open_too_long_closes_itself(
    listed: Listed, calling_round: CallingRound, session: Session
) -> None:
    listed(2)
    sweep()
    assert len(session.exec(select(Callee)).all()) == 2
    session.exec(select(CallingRound)).one().opened_at = now() - timedelta(days=OPEN_DAYS + 1)
    session.commit()

    sweep()

    assert session.exec(select(Callee)).all() == []
    assert session.exec(select(CallingRound)).one().closed_at


def test_never_call_is_remembered_as_a_hash_until_the_election_also_when_the_list_is_gone(
    listed: Listed, caller: MakeCaller, calling_round: CallingRound, board: SignedInPerson, session: Session
) -> None:
    listed(1)
    rita = caller()
    note(rita, take(rita, calling_round)[0], "never")
    board.client.post(f"/calling-rounds/{calling_round.id}/closing")

    kept = session.exec(select(NeverCall)).one()
    assert re.fullmatch(r"[0-9a-f]{64}", kept.phone_index)
    assert kept.until == settings().election
    kept.until = today() - timedelta(days=1)
    session.commit()
    sweep()
    assert session.exec(select(NeverCall)).all() == []


def test_what_lists_hold_of_a_person_comes_out_in_their_own_file(
    listed: Listed, caller: MakeCaller, board: SignedInPerson, session: Session
) -> None:
    rita = caller()
    listed(1)
    person = session.get_one(Person, rita.person.id)
    person.phone, person.phone_index = "+4799880000", session.exec(select(Callee.phone_index)).one()
    session.add(person)
    session.commit()

    kept = rita.client.get("/me.json").json()["calling"]

    assert kept["rings_in"] == ["Enga"]
    assert [each["name"] for each in kept["on_lists"]] == ["Medlem 0"]
    assert kept["never_call_until"] is None
    named = set(Callee.model_fields) - {"id", "calling_round_id", "phone_index"}
    assert named <= set(kept["on_lists"][0])
    assert "Ring</a>" in rita.client.get("/me").text


def test_the_list_of_calling_rounds_is_searched_and_sorted(board: SignedInPerson) -> None:
    assert 'role="search"' not in board.client.get("/calling-rounds").text
    for name in ("Åsen", "Enga vest", "Enga øst"):
        board.client.post("/calling-rounds", data={"name": name})

    def names(question: str) -> list[str]:
        page = board.client.get(f"/calling-rounds?{question}").text
        return re.findall(r'<h2><a href="/calling-rounds/[^"]+">([^<]+)<', page)

    assert names("") == ["Enga øst", "Enga vest", "Åsen"]
    assert names("sort=name") == ["Enga vest", "Enga øst", "Åsen"]
    assert names("q=øst+ENGA") == ["Enga øst"]
    assert "Ingen ringerunde heter det" in board.client.get("/calling-rounds?q=lade").text


def test_the_shares_of_the_calls_make_a_hundred() -> None:
    calls = {CallOutcome.SIGNED_UP: 2} | dict.fromkeys([*CallOutcome][1:7], 1)
    calling = CallingRound(name="A", goal=CallingGoal.SIGN_UP, opened_at=now())
    shares = Progress(calling, 8, 8, 0, 0, 1, calls).shares

    assert (sum(shares.values()), shares[CallOutcome.SIGNED_UP]) == (100, 25)
    assert set(shares.values()) == {25, 12, 13}
