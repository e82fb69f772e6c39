"""The practice route: anybody may walk it, and the server keeps nothing of it."""

from conftest import SignIn
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, func, select

from app.people.models import Role


def rows(session: Session) -> int:
    session.rollback()
    return sum(
        int(session.execute(select(func.count()).select_from(table)).scalar_one())
        for table in SQLModel.metadata.sorted_tables
    )


def test_anybody_gets_the_practice_route_and_nothing_is_stored(session: Session, visitor: TestClient) -> None:
    before = rows(session)

    page, sheet = visitor.get("/walk/practice"), visitor.get("/walk/practice.json").json()

    assert "Øverute." in page.text
    assert sheet["district"] == "Øvingsbyen"
    doors = [door["id"] for stop in sheet["stops"] for door in stop["doors"]]
    assert len(doors) == len(set(doors)) == 7
    assert [each["door"] for each in sheet["dialogues"]] == doors
    assert sum(len(each["replies"]) for each in sheet["dialogues"]) == 12
    assert rows(session) == before
    assert not visitor.cookies


def test_the_real_walk_has_no_residents_and_the_practice_opens_no_real_route(visitor: TestClient) -> None:
    assert 'id="practice"' not in visitor.get("/walk").text
    assert 'id="practice"' in visitor.get("/walk/practice").text
    assert visitor.get("/walk/route.json", headers={"Accept": "application/json"}).status_code == 410


def test_the_practice_is_found_from_the_front_the_courses_and_the_help(
    visitor: TestClient, sign_in: SignIn
) -> None:
    general = sign_in(Role.GENERAL).client

    for page in (visitor.get("/"), general.get("/courses"), visitor.get("/walk")):
        assert 'href="/walk/practice"' in page.text
