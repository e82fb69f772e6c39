"""What follows a call into other calling rounds, and onto a team."""

from conftest import SignedInPerson
from mobilise.test_calls import Listed, MakeCaller, note, take
from sqlmodel import Session, select

from app.mobilise.models import CallingRound
from app.people.models import Person
from app.rounds.models import Round, SignUp


def test_never_in_one_round_is_never_in_every_other(
    session: Session,
    board: SignedInPerson,
    listed: Listed,
    caller: MakeCaller,
    calling_round: CallingRound,
) -> None:
    listed(2)
    rita = caller()
    first, second = take(rita, calling_round)
    board.client.post("/calling-rounds", data={"name": "En til"})
    session.rollback()
    other = next(one.id for one in session.exec(select(CallingRound)).all() if one.id != calling_round.id)
    session.rollback()
    url = f"/calling-rounds/{other}"
    board.client.post(f"{url}/callers", data={"people": [str(rita.person.id)]})
    rows = "Navn;Telefon\nMedlem 0;+47 998 80 000\nMedlem 1;+47 998 80 001\n"
    board.client.post(f"{url}/list", files={"file": ("liste", rows)})
    assert board.client.post(f"{url}/list/confirmation", data={"columns": ["name", "phone"]}).is_redirect
    note(rita, second, "no_answer")

    assert note(rita, first, "never") == 303

    assert "0 av 2 er ferdig ringt" not in board.client.get(url).text
    assert "1 av 2 er ferdig ringt" in board.client.get(url).text
    assert "Gi meg 2 å ringe" not in rita.client.get("/calls").text


def test_who_is_signed_up_by_telephone_can_be_under_18(
    session: Session, listed: Listed, caller: MakeCaller, calling_round: CallingRound, coming_round: Round
) -> None:
    listed(2)
    rita = caller()
    young, grown = take(rita, calling_round)

    assert note(rita, young, "signed_up", round_id=str(coming_round.id), under_18="true") == 303
    assert note(rita, grown, "signed_up", round_id=str(coming_round.id)) == 303

    session.rollback()
    signed_up = session.exec(select(Person).join(SignUp).order_by(SignUp.made_at)).all()  # type: ignore[arg-type]  # SQLModel's columns look like values
    assert [person.under_18 for person in signed_up] == [True, False]
