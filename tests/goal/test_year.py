"""The year: only held rounds count, what is short is said, and no names are shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import SignIn
from rounds.arranging import Place, make_place
from sqlmodel import Session

from app.goal.queries import Year, year_page
from app.goal.report import report_facts
from app.goal.sentences import shortages
from app.language import day, local, now, today
from app.people.models import Level, Person, Role
from app.rounds.models import Round, RoundGeneral, RoundStatus, Season, SignUp
from app.training.models import Course, CourseStatus

THIS_YEAR = today().year
NEXT_YEAR = THIS_YEAR + 1


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session, "Nedre Elvehavn")


def add_round(
    session: Session,
    place: Place,
    starts_at: datetime,
    *,
    status: RoundStatus = RoundStatus.PLANNED,
    ready: bool = True,
) -> Round:
    made = Round(
        slug=f"runde-{starts_at.timestamp():.0f}",
        district_id=place.district.id,
        cut_id=place.cut.id if ready else None,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        meeting_place="Bydelshuset",
        status=status,
    )
    session.add(made)
    session.commit()
    return made


def in_year(year: int, month: int, day: int = 15) -> datetime:
    return datetime(year, month, day, 17, tzinfo=UTC)


def sentences(year: Year) -> list[str]:
    return [shortage.sentence for shortage in shortages(year)]


def test_only_held_rounds_of_the_year_count(session: Session, place: Place) -> None:
    for month, status in enumerate([RoundStatus.HELD, RoundStatus.CANCELLED, RoundStatus.PLANNED], start=2):
        add_round(session, place, in_year(NEXT_YEAR, month), status=status)
    add_round(session, place, in_year(NEXT_YEAR + 1, 1), status=RoundStatus.HELD)

    year = year_page(session, NEXT_YEAR)

    assert (len(year.held), len(year.planned)) == (1, 1)
    assert (year.all_held, year.short) == (2, 8)
    assert [(m.held, m.planned) for m in year.months[1:4]] == [(1, 0), (0, 0), (0, 1)]
    assert [(d.name, d.held, d.planned) for d in year.districts] == [("Nedre Elvehavn", 1, 1)]


def test_new_years_eve_is_counted_by_norwegian_time(session: Session, place: Place) -> None:
    add_round(session, place, datetime(NEXT_YEAR - 1, 12, 31, 23, 30, tzinfo=UTC), status=RoundStatus.HELD)

    assert len(year_page(session, NEXT_YEAR).held) == 1
    assert len(year_page(session, NEXT_YEAR - 1).held) == 0


def test_a_round_that_is_over_without_a_debrief_does_not_count(session: Session, place: Place) -> None:
    add_round(session, place, now() - timedelta(hours=5))

    year = year_page(session, local(now() - timedelta(hours=5)).year)

    assert (len(year.held), len(year.planned), len(year.unclosed)) == (0, 0, 1)
    assert "Én runde er over, men teller ikke før oppsummeringen er lukket." in sentences(year)


def test_what_is_short_is_said_in_whole_sentences(session: Session, place: Place) -> None:
    for month in (2, 3):
        add_round(session, place, in_year(NEXT_YEAR, month), ready=False)
    season = Season(name="Valg", starts_on=date(NEXT_YEAR, 2, 1), ends_on=date(NEXT_YEAR, 2, 21))
    session.add(season)
    session.commit()

    said = sentences(year_page(session, NEXT_YEAR))

    assert said == [
        "To runder mangler general.",
        "To runder mangler ruter.",
        "Åtte runder til må planlegges. Det er tre uker igjen av sesongene.",
        "To kurs til må planlegges.",
    ]


def test_a_full_year_is_short_of_nothing(session: Session, sign_in: SignIn, place: Place) -> None:
    general = sign_in(Role.GENERAL)
    for month in range(1, 11):
        planned = add_round(session, place, in_year(NEXT_YEAR, month))
        session.add(RoundGeneral(round_id=planned.id, person_id=general.person.id))
    for month in (3, 9):
        session.add(Course(name="Kurs", on=date(NEXT_YEAR, month, 1), status=CourseStatus.PLANNED))
    session.commit()

    assert sentences(year_page(session, NEXT_YEAR)) == []
    page = general.client.get(f"/goal?year={NEXT_YEAR}").text
    assert "Ingenting mangler akkurat nå" in page


def test_a_course_that_is_over_is_asked_about_and_does_not_count_as_planned(
    session: Session, sign_in: SignIn
) -> None:
    ago = today() - timedelta(days=9)
    session.add(Course(name="Innføring", on=ago))
    session.commit()
    board = sign_in(Role.BOARD).client
    when = day(ago, "d. MMMM")

    said = sentences(year_page(session, ago.year))
    assert f"Ble kurset holdt? Innføring {when}." in said
    assert "To kurs til må planlegges." in said
    page = board.get(f"/goal?year={ago.year}").text
    assert "Si hvem som var på Innføring" in page
    assert 'href="/courses#add">Legg inn et kurs' in page
    assert "Ble kurset holdt?" in board.get("/courses").text
    assert "Ikke satt som holdt" in board.get("/goal/courses.csv").text or ago.year != THIS_YEAR
    assert "Si hvem som var på" not in sign_in(Role.VOLUNTEER).client.get(f"/goal?year={ago.year}").text


def test_a_round_soon_with_few_people_is_said(session: Session, place: Place) -> None:
    soon = now() + timedelta(days=3)
    add_round(session, place, soon)
    add_round(session, place, soon + timedelta(days=30))

    few = year_page(session, local(soon).year).few_coming

    assert [line.round.starts_at for line in few] == [soon]


def test_the_forecast_follows_how_many_fell_away(
    session: Session, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In June two of three past rounds were held; of the three to come, two are likely to be."""
    monkeypatch.setattr("app.goal.queries.now", lambda: in_year(NEXT_YEAR, 6))
    for month in (8, 9, 10):
        add_round(session, place, in_year(NEXT_YEAR, month))
    assert year_page(session, NEXT_YEAR).forecast is None
    for month, status in enumerate([RoundStatus.HELD, RoundStatus.HELD, RoundStatus.CANCELLED], start=2):
        add_round(session, place, in_year(NEXT_YEAR, month), status=status)

    year = year_page(session, NEXT_YEAR)

    assert year.forecast
    assert (year.all_held, year.forecast.middle) == (5, 4)
    assert (year.forecast.held, year.forecast.over) == (2, 3)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_signed_in_sees_numbers_and_no_names(
    session: Session, sign_in: SignIn, place: Place, role: Role
) -> None:
    looking = sign_in(role, name="Se Selv")
    general = sign_in(Role.GENERAL, name="Gunnar General")
    planned = add_round(session, place, in_year(NEXT_YEAR, 4))
    session.add(RoundGeneral(round_id=planned.id, person_id=general.person.id))
    session.add(SignUp(round_id=planned.id, person_id=general.person.id, made_at=now()))
    session.commit()

    page = looking.client.get(f"/goal?year={NEXT_YEAR}")

    assert page.status_code == 200
    assert "0 av 10 runder er holdt" in page.text
    assert "Nedre Elvehavn" in page.text
    assert "Gunnar" not in page.text
    assert "1 påmeldt" in page.text


def test_nobody_and_far_years_are_refused(sign_in: SignIn) -> None:
    volunteer = sign_in(Role.VOLUNTEER).client

    assert volunteer.get("/goal").status_code == 200
    assert volunteer.get("/goal?year=2090").status_code == 404
    assert volunteer.get("/goal?year=9").status_code == 422
    assert sign_in().client.get("/goal").status_code == 200


def test_a_long_list_of_people_is_shown_a_part_at_a_time(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    keep = today() + timedelta(days=90)
    session.add_all(Person(name=f"Kari {n:03}", level=Level.GENERAL, keep_until=keep) for n in range(103))
    session.commit()
    url = f"/goal/people?year={THIS_YEAR}&of=generals"

    first, more = board.get(url).text, board.get(f"{url}&shown=200").text

    assert ("Kari 099" in first, "Kari 100" in first) == (True, False)
    assert "103 personer" in first
    assert f"/goal/people?year={THIS_YEAR}&amp;of=generals&amp;q=&amp;sort=name&amp;shown=200" in first
    assert "Kari 102" in more
    assert "Vis flere" not in more


def test_who_walked_before_this_year_is_active_and_not_new(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, old, new = sign_in(Role.BOARD), sign_in(name="Gry Gammel"), sign_in(name="Nils Ny")
    walks = [(THIS_YEAR - 1, [old]), (THIS_YEAR, [old, new])]
    for year, walkers in walks:
        held = add_round(session, place, in_year(year, 1), status=RoundStatus.HELD)
        session.add_all(SignUp(round_id=held.id, person_id=each.person.id, made_at=now()) for each in walkers)
    session.commit()

    assert "prosent av" not in board.client.get("/goal").text
    assert board.client.post("/goal/members", data={"members": "1476"}).status_code == 303
    for refused, status in [(old.client, 403), (board.client, 422)]:
        assert refused.post("/goal/members", data={"members": "0"}).status_code == status
    assert "Det er 0,1 prosent av 1476 medlemmer." in board.client.get("/goal").text
    facts = report_facts(session, year_page(session, THIS_YEAR), date(THIS_YEAR, 1, 1))
    assert facts["month"] == f"januar {THIS_YEAR}"
    assert ["0,1 %", "av 1476 medlemmer har gått"] in facts["figures"]  # type: ignore[operator]  # a list of figures
    said = facts["month_figures"]
    assert isinstance(said, list)
    assert said[:2] == [[1, "runde er holdt"], [2, "har gått, 1 av dem for første gang"]]
    session.rollback()
    lists = {of: board.client.get(f"/goal/people?year={THIS_YEAR}&of={of}").text for of in ("active", "new")}

    assert {of: ("Gry" in text, "Nils" in text) for of, text in lists.items()} == {
        "active": (True, True),
        "new": (False, True),
    }
