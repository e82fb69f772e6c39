"""The day before: one mail to each, when the board has said go, and never to those who said stop."""

import re
from datetime import UTC, datetime, time, timedelta
from email import message_from_string

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from rounds.arranging import Place, mails, plan_form
from sqlmodel import Session, select

from app import language
from app.districts.models import District
from app.language import OSLO, today
from app.mobilise import reminders
from app.mobilise.models import Reminded
from app.people.models import Role
from app.rounds import mail_switches
from app.rounds.models import MailSwitch, Round, RoundStatus
from app.sweep import remind


@pytest.fixture
def tomorrow(
    session: Session, coming_round: Round, visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> Round:
    """Let a round be tomorrow at half past five, with one coming by e-mail and one by telephone, all day."""
    monkeypatch.setattr(mail_switches, "FIRST_HOUR", 0)
    starts_at = datetime.combine(today() + timedelta(days=1), time(17, 30), OSLO).astimezone(UTC)
    round_ = session.get_one(Round, coming_round.id)
    round_.starts_at, round_.ends_at = starts_at, starts_at + timedelta(hours=2)
    session.commit()
    for contact in ("kari@example.org", "99887766"):
        form = {"name": "Kari", "contact": contact, "consent": "true"}
        visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form)
    for mail in mails():
        assert "I morgen" not in mail
    return round_


def reminded() -> list[str]:
    return [mail for mail in mails() if "Subject: I morgen" in mail]


def plain(mail: str) -> str:
    return mail.replace("=\n", "").replace("=3D", "=")


def test_nothing_goes_out_before_the_board_has_read_it_and_turned_it_on(
    board: SignedInPerson, tomorrow: Round
) -> None:
    assert remind() == 0
    page = board.client.get("/mails").text
    assert "Vi gleder oss til å gå sammen med deg i morgen." in page
    assert "Avlyst: dørbank" in page

    board.client.post("/mails/reminders", data={"on": "true"})

    assert remind() == 1
    (mail,) = reminded()
    assert "kari@example.org" in mail
    assert "Bydelshuset" in mail
    board.client.post("/mails/reminders", data={})
    assert "Sendes ikke" in board.client.get("/mails").text


def test_each_is_reminded_once_however_often_it_runs(
    board: SignedInPerson, tomorrow: Round, session: Session
) -> None:
    board.client.post("/mails/reminders", data={"on": "true"})

    assert [remind(), remind(), remind()] == [1, 0, 0]
    assert len(reminded()) == 1
    assert len(session.exec(select(Reminded)).all()) == 1


def test_a_line_break_in_a_districts_name_stops_no_mail_and_adds_no_receiver(
    board: SignedInPerson, tomorrow: Round, session: Session
) -> None:
    session.get_one(District, tomorrow.district_id).name = "Elvebyen\r\nBcc: alle@example.org"
    session.commit()
    board.client.post("/mails/reminders", data={"on": "true"})

    assert remind() == 1

    (mail,) = reminded()
    assert message_from_string(mail)["Bcc"] is None


def test_a_round_today_or_called_off_reminds_nobody(
    board: SignedInPerson, tomorrow: Round, session: Session
) -> None:
    board.client.post("/mails/reminders", data={"on": "true"})
    round_ = session.get_one(Round, tomorrow.id)
    round_.status = RoundStatus.CANCELLED
    session.commit()
    assert remind() == 0
    round_.status, round_.starts_at = RoundStatus.PLANNED, round_.starts_at + timedelta(days=1)
    session.commit()
    assert remind() == 0


def test_a_round_that_is_moved_is_reminded_of_again_the_day_before(
    board: SignedInPerson, tomorrow: Round, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.client.post("/mails/reminders", data={"on": "true"})
    assert remind() == 1
    session.rollback()
    round_ = session.get_one(Round, tomorrow.id)
    round_.starts_at, round_.ends_at = (
        each + timedelta(days=3) for each in (round_.starts_at, round_.ends_at)
    )
    session.commit()
    assert remind() == 0, "it is four days away"
    for clock in (language, reminders):
        monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(days=3))

    assert [remind(), remind()] == [1, 0]
    assert len(reminded()) == 2


def test_nothing_goes_out_at_night(
    board: SignedInPerson, tomorrow: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.client.post("/mails/reminders", data={"on": "true"})
    monkeypatch.setattr(mail_switches, "FIRST_HOUR", 24)

    assert remind() == 0


def test_one_tap_stops_reminders_also_from_the_mail_program_itself(
    board: SignedInPerson, tomorrow: Round, session: Session
) -> None:
    board.client.post("/mails/reminders", data={"on": "true"})
    remind()
    (mail,) = reminded()
    found = re.search(r"List-Unsubscribe: <(http[^>]+)>", re.sub(r"\n\s+", "", mail))
    assert found
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in mail
    path = "/" + found[1].split("/", 3)[3]
    from app.main import app  # noqa: PLC0415 - after the settings are in place

    program = TestClient(app, base_url="https://testserver")
    assert "Ikke send meg påminnelser" in program.get(path).text
    assert program.post(path[:-2] + "xx").status_code == 404

    answer = program.post(path, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    for row in session.exec(select(Reminded)).all():
        session.delete(row)
    session.commit()
    assert remind() == 0
    assert program.post("/language", data={"code": "en"}).status_code == 403


def test_a_made_up_link_to_stop_reminders_shows_no_button(visitor: TestClient) -> None:
    for code in ("x", "00000000-0000-0000-0000-000000000000.abc", "æ"):
        answer = visitor.get(f"/reminders/{code}")
        assert answer.status_code == 404
        assert "Ikke send meg" not in answer.text
        assert visitor.post(f"/reminders/{code}").status_code == 404


def test_no_round_is_planned_before_the_board_has_read_what_is_sent_about_it(
    session: Session, board: SignedInPerson, sign_in: SignIn, place: Place
) -> None:
    session.delete(session.get_one(MailSwitch, "letters"))
    session.delete(session.get_one(MailSwitch, "asked"))
    session.commit()
    general, form = sign_in(Role.GENERAL).client, plan_form(place)

    refused = general.post("/rounds", data=form)
    assert refused.status_code == 422
    assert "må styret lese e-postene" in refused.text
    assert 'value="Bydelshuset"' in refused.text
    assert "Be noen i styret" in general.get("/rounds/new").text
    assert 'href="/mails"' in board.client.get("/rounds/new").text
    shown = board.client.get("/mails").text
    for words in ("Takk for at du blir med!", "Oppmøte: torget", "Koden din er", "er ikke oppsummert ennå"):
        assert words in shown
    assert general.post("/mails/letters", data={"on": "true"}).status_code == 403

    assert re.findall(r'name="also" value="(\w+)"', shown) == ["letters", "asked"], "all that is on the page"
    together = {"on": "true", "also": ["letters", "asked"]}
    assert board.client.post("/mails/letters", data=together).status_code == 303

    assert "Ny</span>" not in board.client.get("/mails").text
    assert general.post("/rounds", data=form).status_code == 303
    assert "Vi har lest dem" not in board.client.get("/mails").text
    assert "Oppmøte: Bydelshuset" in board.client.get("/mails").text
