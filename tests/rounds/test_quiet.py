"""Quiet hours: nobody plans into them but the board, which sets them, and the phones learn when to stop."""

from datetime import date, datetime, time, timedelta

import pytest
from conftest import SignedInPerson
from rounds.arranging import Place, plan_form
from sqlmodel import Session, select

from app.language import OSLO, today
from app.rounds.models import Round
from app.rounds.quiet import Quiet, quiet_span

USUAL = Quiet(time(20))


def coming(weekday: int) -> date:
    """Give a day of the week some weeks ahead that is no holiday."""
    first = today() + timedelta(days=21)
    found = next(day for n in range(7) if (day := first + timedelta(days=n)).weekday() == weekday)
    return found if not Quiet(time(20), sundays=False).day(found) else found + timedelta(days=35)


def send(person: SignedInPerson, place: Place, **changes: object) -> tuple[int, str]:
    form = {name: str(value) for name, value in plan_form(place, **changes).items()}
    answer = person.client.post("/rounds", data=form)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"day": coming(6)}, "Det er søndag, og da skal folk ha ro."),
        ({"ends": time(20, 30)}, "Runden varer etter kl. 20.00. Da banker vi ikke på."),
        ({"starts": time(5, 30), "ends": time(8)}, "Runden begynner før kl. 08.00. Da banker vi ikke på."),
        ({"day": date(today().year + 1, 5, 17)}, "Det er 17. mai: en helligdag."),
    ],
)
def test_a_general_is_refused_and_the_board_must_say_so(
    *,
    session: Session,
    general: SignedInPerson,
    board: SignedInPerson,
    place: Place,
    changes: dict[str, object],
    why: str,
) -> None:
    status, text = send(general, place, quiet_ok=True, **changes)
    assert status == 422
    assert f"{why} Velg en annen tid, eller be styret planlegge denne runden." in text

    status, text = send(board, place, **changes)
    assert status == 422
    assert f"{why} Velg en annen tid, eller kryss av for at styret har bestemt det." in text
    assert session.exec(select(Round)).all() == []
    session.rollback()

    assert send(board, place, quiet_ok=True, **changes)[0] == 303
    session.rollback()
    round_ = session.exec(select(Round)).one()
    assert round_.quiet_ok
    assert quiet_span(session, round_) is None, "the phones are not stopped"


def test_the_first_and_the_last_minute_are_not_quiet(general: SignedInPerson, place: Place) -> None:
    assert send(general, place, starts=time(8), ends=time(20))[0] == 303
    assert send(general, place, day=coming(5), ends=time(20))[0] == 303


def test_the_board_sets_them_and_nobody_else(
    general: SignedInPerson, board: SignedInPerson, place: Place
) -> None:
    form = {"evening": "19:00", "holidays": "true"}
    assert general.client.post("/seasons/quiet-hours", data=form).status_code == 403
    assert send(general, place, ends=time(20))[0] == 303

    assert board.client.post("/seasons/quiet-hours", data=form | {"evening": "07:00"}).status_code == 422
    assert board.client.post("/seasons/quiet-hours", data=form).status_code == 303
    assert "etter kl. 19.00, og ikke på helligdager." in general.client.get("/rounds/new").text

    status, text = send(general, place, ends=time(20))
    assert status == 422
    assert "Runden varer etter kl. 19.00" in text
    assert send(general, place, day=coming(6), ends=time(19))[0] == 303, "Sundays are not quiet any more"
    assert 'value="19:00"' in board.client.get("/seasons").text


def test_a_changed_round_is_held_to_them_only_when_its_time_changes(
    session: Session, general: SignedInPerson, board: SignedInPerson, place: Place
) -> None:
    form = plan_form(place, quiet_ok=True, ends=time(21), generals=str(general.person.id))
    sent = {name: str(value) for name, value in form.items()}
    where = board.client.post("/rounds", data=sent).headers["location"].removesuffix("/desk")

    same = general.client.post(f"{where}/plan", data=sent | {"meeting_place": "Kirka", "version": "1"})
    later = general.client.post(f"{where}/plan", data=sent | {"ends": "21:30", "version": "2"})

    assert same.status_code == 303
    assert later.status_code == 422
    assert session.exec(select(Round.meeting_place, Round.quiet_ok)).one() == ("Kirka", True)


def test_the_phone_learns_when_to_stop() -> None:
    """On an ordinary day from eight to next morning, on a Sunday all day, also when the clocks change."""
    tuesday, spring = date(2027, 4, 13), date(2027, 3, 28)

    assert USUAL.span(tuesday)[0] == datetime(2027, 4, 13, 20, tzinfo=OSLO)
    assert USUAL.span(tuesday)[1] == datetime(2027, 4, 14, 8, tzinfo=OSLO)
    assert USUAL.span(spring)[0] == datetime(2027, 3, 28, tzinfo=OSLO)
    assert USUAL.span(spring)[1] == datetime(2027, 3, 29, tzinfo=OSLO)
