"""The picture of what the city talks about: rates with their doubt, and never a cell under five."""

import re

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.districts.models import District
from app.people.models import Role
from app.programme.models import Conversation, Input
from app.programme.uncertainty import rate_of

CELL = re.compile(r'<td data-step="(\d)">(.*?)</td>', re.DOTALL)
COLUMN = re.compile(r'<th scope="col">(.*?)</th>')


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


def add_month(session: Session, evening: Evening, month: str, inputs: int, talked: int) -> None:
    session.add_all(
        Input(district_id=evening.district_id, month=month, theme_id=evening.theme_id, text=f"Buss {n}")
        for n in range(inputs)
    )
    session.add(Conversation(district_id=evening.district_id, month=month, talked=talked))
    session.commit()


def grids(committee: SignedInPerson, query: str = "") -> list[dict[str, str]]:
    """Give both tables with one theme in them: what each column says of it."""
    page = committee.client.get(f"/programme/picture{query}").text
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    return [
        dict(zip(COLUMN.findall(table)[1:], map(_said, CELL.findall(table)), strict=True)) for table in tables
    ]


def _said(cell: tuple[str, str]) -> str:
    step, inside = cell
    return f"{step}: " + " ".join(re.sub("<.*?>", " ", inside).split())


def test_a_cell_says_the_rate_the_count_and_how_unsure_it_is(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_month(session, evening, "2026-10", 6, 50)
    add_month(session, evening, "2026-11", 80, 160)
    name = session.get_one(District, evening.district_id).name

    places, times = grids(committee)

    assert places == {name: "4: 41 86 innspill"}
    assert times == {
        "oktober 2026": "1: 12 6 innspill usikkert 4–26",
        "november 2026": "4: 50 80 innspill",
    }
    assert grids(committee, "?period=2026-10")[0] == {name: "4: 12 6 innspill usikkert 4–26"}
    assert "<td>210</td>" in committee.client.get("/programme/picture").text


def test_what_is_too_little_for_a_month_stands_without_one(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_month(session, evening, "2026-09", 3, 40)
    add_month(session, evening, "2026-10", 2, 40)
    add_month(session, evening, "2026-11", 12, 40)

    assert grids(committee)[1] == {
        "september 2026": "0: &lt; 5",
        "oktober 2026": "0: &lt; 5",
        "november 2026": "4: 30 12 innspill usikkert 15–52",
        "Uten måned": "0: 5 innspill",
    }


def test_quarters_are_shown_where_most_months_are_too_small(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    for month in ("2026-08", "2026-10", "2026-11", "2026-12"):
        add_month(session, evening, month, 4, 50)
    name = session.get_one(District, evening.district_id).name

    assert grids(committee)[1] == {
        "juli–september 2026": "0: &lt; 5",
        "oktober–desember 2026": "4: 8 12 innspill usikkert 4–14",
    }
    assert grids(committee, "?period=2026-Q4")[0] == {name: "4: 8 12 innspill usikkert 4–14"}
    found = committee.client.get("/programme/inputs?period=2026-Q4").text
    assert found.count("input-text") == 12


def test_more_than_a_year_is_shown_by_quarter(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    for month in range(1, 13):
        add_month(session, evening, f"2026-{month:02}", 5, 100)
    add_month(session, evening, "2027-01", 5, 100)

    assert list(grids(committee)[1]) == [
        "januar–mars 2026",
        "april–juni 2026",
        "juli–september 2026",
        "oktober–desember 2026",
        "januar–mars 2027",
    ]
    assert grids(committee)[1]["april–juni 2026"] == "4: 5 15 innspill usikkert 3–8"


def test_there_is_no_picture_before_there_are_five(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_month(session, evening, "2026-11", 4, 40)

    assert grids(committee) == []
    assert "Her kommer bildet" in committee.client.get("/programme/picture").text
    assert committee.client.get("/programme/picture?period=i+fjor").status_code == 422
    assert grids(committee, "?district=nowhere&period=1999") == []


def test_only_the_committee_sees_the_picture(session: Session, evening: Evening, sign_in: SignIn) -> None:
    for role in (Role.BOARD, Role.GENERAL, Role.VOLUNTEER):
        assert sign_in(role).client.get("/programme/picture").status_code == 403
    assert sign_in(Role.COMMITTEE).client.get("/programme/picture").status_code == 200


@given(st.integers(5, 500), st.integers(5, 3000))
def test_a_rate_lies_in_its_range_and_few_inputs_are_unsure(count: int, talked: int) -> None:
    rate = rate_of(count, talked)

    assert rate
    assert rate.low < rate.per_hundred < rate.high
    assert rate.is_unsure == (count < 35)
