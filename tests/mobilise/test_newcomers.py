"""New members hear from us within two weeks, and the board sees who is about to be late."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from conftest import SignedInPerson
from mobilise.test_calls import note, take
from rounds.arranging import like_it
from sqlmodel import Session, select

from app.language import day, today
from app.mobilise.models import Callee, CallHold, CallingRound, WelcomeTally
from app.mobilise.welcome import KEPT_DAYS
from app.people.models import AuditEntry
from app.rounds.models import Round
from app.sweep import sweep

Add = Callable[..., int]


@pytest.fixture
def add(board: SignedInPerson) -> Add:
    """Give a function that puts a newcomer in the queue: `add("Kari", days_ago=3)`."""

    def send(name: str, days_ago: int = 0, **contact: str) -> int:
        joined = today() - timedelta(days=days_ago)
        form = {"name": name, "joined_on": joined.isoformat()} | (contact or {"phone": "99887766"})
        return board.client.post("/newcomers", data=form).status_code

    return send


def newcomers(session: Session) -> list[Callee]:
    session.rollback()
    session.expire_all()
    return list(session.exec(select(Callee).order_by(Callee.joined_on)).all())  # type: ignore[arg-type]  # SQLModel's columns look like values


def welcomed(session: Session) -> tuple[int, int]:
    session.rollback()
    session.expire_all()
    rows = session.exec(select(WelcomeTally)).all()
    return sum(row.in_time for row in rows), sum(row.late for row in rows)


def test_the_queue_shows_the_most_pressing_first_and_never_a_contact(board: SignedInPerson, add: Add) -> None:
    assert add("Fersk Nes") == 303
    assert add("Sen Nes", 17, phone="99887755") == 303
    assert add("Snart Nes", 11, phone="99887744", email="snart@example.org") == 303

    page = board.client.get("/newcomers").text

    assert re.findall(r"<strong>(\w+ Nes)</strong>", page) == ["Sen Nes", "Snart Nes", "Fersk Nes"]
    assert "3 dager for sent" in page
    assert "14 dager igjen" in page
    assert "1 har ventet for lenge" in page
    assert "1 må få høre fra oss nå" in page
    assert "9988" not in page
    assert "snart@" not in page


@pytest.mark.parametrize(
    ("days_ago", "contact"),
    [(0, {"phone": "123"}), (0, {"phone": ""}), (0, {"email": "nei"}), (-1, {}), (31, {})],
    ids=["no number", "no contact", "no address", "tomorrow", "long ago"],
)
def test_a_newcomer_that_cannot_be_is_refused(
    session: Session, add: Add, days_ago: int, contact: dict[str, str]
) -> None:
    assert add("Kari", days_ago, **contact) == 422
    assert newcomers(session) == []


def test_opening_one_shows_number_and_a_text_ready_to_send_and_is_logged(
    session: Session, board: SignedInPerson, add: Add, coming_round: Round
) -> None:
    add("Kari Nes", phone="99887766", email="kari@example.org")
    for days in range(1, 5):
        like_it(session, coming_round, days)
    full = like_it(session, coming_round, -1, capacity=0)
    fullest = day(full.starts_at)
    (kari,) = newcomers(session)

    page = board.client.post(f"/newcomers/{kari.id}/reveals").text

    assert 'href="tel:+4799887766"' in page
    mail = re.search(r'href="mailto:([^?"]+)\?subject=([^&"]+)&amp;body=([^"]+)"', page)
    assert mail
    assert unquote(mail[1]) == "kari@example.org"
    assert "Hei, Kari!" in unquote(mail[3])
    assert unquote(mail[3]).count("Nedre Elvehavn") == 3, "the next three, whatever is planned"
    assert fullest not in unquote(mail[3])
    session.rollback()
    assert "contact revealed" in session.exec(select(AuditEntry.deed)).all()


def test_who_gave_only_one_contact_gets_the_text_where_it_reaches_them(
    session: Session, board: SignedInPerson, add: Add
) -> None:
    add("Sen Nes", 5, phone="99887766")
    add("Kari Nes", 1, email="kari@example.org")
    sen, kari = newcomers(session)

    by_phone, by_mail = (board.client.post(f"/newcomers/{each.id}/reveals").text for each in (sen, kari))

    assert 'href="sms:+4799887766?&amp;body=Hei%2C%20Sen%21' in by_phone
    assert "mailto:" not in by_phone
    assert 'href="mailto:kari%40example.org?' in by_mail
    assert "sms:" not in by_mail
    assert "0 av 2 er ferdig ringt" in board.client.get("/calling-rounds").text, "nobody has been spoken with"
    board.client.post(f"/newcomers/{kari.id}/welcome")
    assert "1 av 2 er ferdig ringt" in board.client.get("/calling-rounds").text


def test_welcomed_is_counted_once_in_time_or_late_and_forgotten(
    session: Session, board: SignedInPerson, add: Add
) -> None:
    add("Kari", 3)
    add("Sen", 20, phone="99887755")
    for each in newcomers(session):
        for _again in range(2):
            assert board.client.post(f"/newcomers/{each.id}/welcome").status_code == 303

    assert welcomed(session) == (1, 1)
    assert "Ingen venter" in board.client.get("/newcomers").text
    sweep()
    assert {(each.name, each.phone, each.email) for each in newcomers(session)} == {("", "", None)}
    assert add("Kari", 3) == 422


def test_nobody_reached_in_thirty_days_is_forgotten_and_counted_as_late(session: Session, add: Add) -> None:
    add("Kari", KEPT_DAYS)
    sweep()
    assert len(newcomers(session)) == 1
    newcomers(session)[0].joined_on = today() - timedelta(days=KEPT_DAYS + 1)
    session.commit()

    sweep()

    assert newcomers(session) == []
    assert welcomed(session) == (0, 1)


def test_callers_get_those_who_have_waited_longest_and_their_call_stops_the_clock(
    session: Session, board: SignedInPerson, add: Add
) -> None:
    add("Fersk", 1)
    add("Bare e-post", 9, email="bare@example.org")
    add("Gammel", 8, phone="99887755")
    found = session.exec(select(CallingRound)).one()
    session.expunge(found)
    session.rollback()
    board.client.post(f"/calling-rounds/{found.id}/callers", data={"people": str(board.person.id)})

    mine = take(board, found)

    assert len(mine) == 2
    assert "6 dager igjen" in board.client.get(f"/calls/{mine[0]}").text
    assert note(board, mine[0], "no_answer") == 303
    assert note(board, mine[1], "welcomed") == 303
    assert welcomed(session) == (1, 0)
    page = board.client.get("/newcomers").text
    assert ("Gammel" in page, "Bare e-post" in page, "Fersk" in page) == (True, True, False)
    assert "ringt 1 gang" in page
    assert board.client.post(f"/calls/{mine[1]}/outcome/removal").status_code == 303
    assert welcomed(session) == (0, 0)


def test_one_welcomed_in_writing_is_taken_from_the_caller(
    session: Session, board: SignedInPerson, add: Add
) -> None:
    add("Kari", 1)
    found = session.exec(select(CallingRound)).one()
    session.expunge(found)
    session.rollback()
    board.client.post(f"/calling-rounds/{found.id}/callers", data={"people": str(board.person.id)})
    (mine,) = take(board, found)

    board.client.post(f"/newcomers/{mine}/welcome")

    assert board.client.get(f"/calls/{mine}").status_code == 404
    assert session.exec(select(CallHold)).all() == []


def test_a_list_of_new_members_needs_the_day_they_joined(session: Session, board: SignedInPerson) -> None:
    board.client.post("/newcomers/round")
    found = session.exec(select(CallingRound)).one()
    session.expunge(found)
    session.rollback()
    url, day = f"/calling-rounds/{found.id}/list", today() - timedelta(days=2)
    rows = [
        "Navn;Telefon;E-post;Innmeldt",
        f"Kari;99887766;;{day:%d.%m.%Y}",
        f"Ola;;OLA@example.org;{day.isoformat()}",
        "Per;99887755;;i fjor",
        "Liv;99887744;;01.01.2020",
        f"Geir;;;{day.isoformat()}",
    ]
    board.client.post(url, files={"file": ("x", "\n".join(rows))})

    page = board.client.get(url).text

    assert "«i fjor» er ikke en dato" in page
    assert "01.01.2020 er mer enn 30 dager siden" in page
    assert page.count("Telefonen mangler") == 1
    form = {"columns": ["name", "phone", "email", "skip"], "skip_wrong": "true"}
    assert board.client.post(f"{url}/confirmation", data=form).status_code == 422
    form["columns"] = ["name", "phone", "email", "joined"]
    assert board.client.post(f"{url}/confirmation", data=form).status_code == 303
    kept = {(each.name, each.phone, each.email, each.joined_on) for each in newcomers(session)}
    assert kept == {("Kari", "+4799887766", None, day), ("Ola", "", "ola@example.org", day)}


def test_the_queue_is_searched_and_sorted_by_name(board: SignedInPerson, add: Add) -> None:
    add("Sen Nes", 12)
    add("Fersk Aas", phone="99887755")

    by_name = board.client.get("/newcomers?sort=name").text
    found = board.client.get("/newcomers?q=AAS").text
    nobody = board.client.get("/newcomers?q=berg").text

    assert re.findall(r"<strong>(\w+ \w+)</strong>", by_name) == ["Fersk Aas", "Sen Nes"]
    assert re.findall(r"<strong>(\w+ \w+)</strong>", found) == ["Fersk Aas"]
    assert "1 må få høre fra oss nå" in found
    assert "Ingen i køen heter det" in nobody
    assert board.client.get("/newcomers?sort=age").status_code == 422
