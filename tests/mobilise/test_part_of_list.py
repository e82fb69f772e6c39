"""Ringing a part of a long list: one municipality of a county, or as many as three people manage."""

from collections.abc import Callable

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, select

from app.mobilise.models import Callee, CallingRound

Upload = Callable[[str | bytes], str]
Confirm = Callable[..., int]
COLUMNS = ("name", "phone", "skip")
PLACES = ("Trondheim", "Trondheim", "Orkland", "Stjørdal")
COUNTY = "Navn;Mobil;Kommune\n" + "".join(
    f"Medlem {n};9{n:07};{PLACES[n % len(PLACES)]}\n" for n in range(40)
)


def names(session: Session) -> list[str]:
    session.rollback()
    found = sorted(callee.name for callee in session.exec(select(Callee)).all())
    session.rollback()
    return found


def test_a_list_of_a_county_can_be_narrowed_to_one_municipality(
    upload: Upload, confirm: Confirm, session: Session
) -> None:
    seen = upload(COUNTY)
    assert '<option value="2:Trondheim">Trondheim (20)</option>' in seen

    assert confirm(*COLUMNS, group="2:Orkland") == 303

    assert names(session) == sorted(f"Medlem {n}" for n in range(2, 40, 4))


def test_the_part_is_shown_before_it_goes_in(
    upload: Upload, board: SignedInPerson, calling_round: CallingRound, session: Session
) -> None:
    upload(COUNTY)
    url = f"/calling-rounds/{calling_round.id}/list"
    chosen = "&".join(f"columns={column}" for column in COLUMNS)

    seen = board.client.get(f"{url}?{chosen}&group=2:Trondheim&most=8").text

    assert "8 nye å ringe" in seen
    assert "Legg inn 8" in seen
    assert names(session) == []


def test_no_more_than_so_many_are_drawn_and_the_rest_is_forgotten(
    upload: Upload, confirm: Confirm, session: Session
) -> None:
    upload(COUNTY)

    assert confirm(*COLUMNS, most="7") == 303

    assert len(set(names(session))) == 7
    assert confirm(*COLUMNS) == 404


def test_a_wrong_row_outside_the_part_does_not_stop_it_and_one_inside_keeps_its_number(
    upload: Upload, confirm: Confirm, session: Session
) -> None:
    wrong = COUNTY + "Uten tall;mangler;Orkland\n"
    upload(wrong)
    assert confirm(*COLUMNS, group="2:Trondheim") == 303
    assert len(names(session)) == 20

    upload(wrong)
    assert confirm(*COLUMNS, group="2:Orkland") == 422


def test_a_column_that_tells_people_apart_is_no_way_to_narrow_a_list(upload: Upload) -> None:
    seen = upload("Navn;Mobil;Medlemsnummer\n" + "".join(f"Medlem {n};9{n:07};{n}\n" for n in range(40)))

    assert "Alle på lista" not in seen


@pytest.mark.parametrize("group", ["9:Orkland", "2:Oslo", "Orkland", "-1:Orkland"])
def test_a_group_that_the_list_does_not_have_lets_nobody_in(
    upload: Upload, confirm: Confirm, session: Session, group: str
) -> None:
    upload(COUNTY)

    assert confirm(*COLUMNS, group=group) == 422

    assert names(session) == []
