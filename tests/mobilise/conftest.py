"""A calling round with a list, a board that runs it, and people who ring."""

from collections.abc import Callable

import pytest
from conftest import SignedInPerson, SignIn
from rounds.arranging import Place, make_place, plan_form
from sqlmodel import Session, select

from app.mobilise.models import CallingRound
from app.people.access import Actor
from app.people.models import Role
from app.rounds.actions import plan_round
from app.rounds.forms import RoundForm
from app.rounds.models import Round

Upload = Callable[[str | bytes], str]


@pytest.fixture
def board(sign_in: SignIn) -> SignedInPerson:
    return sign_in(Role.BOARD, name="Bodil Styre")


@pytest.fixture
def calling_round(board: SignedInPerson, session: Session) -> CallingRound:
    answer = board.client.post(
        "/calling-rounds", data={"name": "Enga", "script": "Hei, jeg ringer fra laget."}
    )
    assert answer.status_code == 303
    found = session.exec(select(CallingRound)).one()
    session.expunge(found)
    session.rollback()
    return found


@pytest.fixture
def upload(board: SignedInPerson, calling_round: CallingRound) -> Upload:
    """Give a function that uploads a file and gives the page that shows it."""

    def send(content: str | bytes) -> str:
        answer = board.client.post(
            f"/calling-rounds/{calling_round.id}/list", files={"file": ("liste", content)}
        )
        assert answer.status_code == 303, answer.text
        return board.client.get(answer.headers["location"]).text

    return send


@pytest.fixture
def confirm(board: SignedInPerson, calling_round: CallingRound) -> Callable[..., int]:
    """Give a function that puts the uploaded list in and gives the answer's status."""

    def send(*columns: str, **more: str) -> int:
        data = {"columns": list(columns), **more}
        return board.client.post(
            f"/calling-rounds/{calling_round.id}/list/confirmation", data=data
        ).status_code

    return send


@pytest.fixture
def listed(upload: Upload, confirm: Callable[..., int]) -> Callable[[int], None]:
    """Give a function that puts so many people on the list."""

    def make(count: int) -> None:
        upload(
            "Navn;Telefon\n"
            + "".join(f"Medlem {n};+47 998 8{n // 1000} {n % 1000:03}\n" for n in range(count))
        )
        assert confirm("name", "phone") == 303

    return make


@pytest.fixture
def caller(
    sign_in: SignIn, board: SignedInPerson, calling_round: CallingRound
) -> Callable[..., SignedInPerson]:
    """Give a function that makes somebody a caller; those from before stay."""
    chosen: list[str] = []

    def make(name: str = "Rita Ringer") -> SignedInPerson:
        made = sign_in(Role.VOLUNTEER, name=name)
        chosen.append(str(made.person.id))
        assert board.client.post(
            f"/calling-rounds/{calling_round.id}/callers", data={"people": chosen}
        ).is_redirect
        return made

    return make


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session, "Nedre Elvehavn")


@pytest.fixture
def coming_round(session: Session, place: Place, sign_in: SignIn) -> Round:
    general = sign_in(Role.GENERAL, name="Gunnar General")
    form = RoundForm.model_validate(plan_form(place))
    made = plan_round(session, Actor(general.person.id, frozenset({Role.GENERAL})), form)
    session.commit()
    session.expunge(made)
    return made
