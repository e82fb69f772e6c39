"""The forecast says its range and what it assumes; who could lead is named to the board alone."""

from datetime import date, timedelta

import pytest
from conftest import SignIn
from rounds.arranging import like_it, make_place
from sqlmodel import Session, select

from app.goal.activity import activity
from app.goal.forecast import season_weeks, year_forecast
from app.goal.queries import year_page
from app.language import now, today
from app.people.models import Level, Person, Role
from app.rounds.models import Round, RoundGeneral, RoundStatus, Season, SignUp, SignUpStatus
from app.training.ladder import soon_generals
from app.training.models import Attendance, Course, CourseStatus, LadderRules


def test_one_forecast_counts_what_is_planned_and_the_pace_beyond_it() -> None:
    by_pace = year_forecast(held=6, over=6, planned=0, weeks_gone=30, weeks_left=15)
    by_plan = year_forecast(held=13, over=13, planned=13, weeks_gone=47, weeks_left=5)
    some_fall_away = year_forecast(held=2, over=4, planned=4, weeks_gone=0, weeks_left=0)

    assert by_pace
    assert (by_pace.low, by_pace.middle, by_pace.high, by_pace.more) == (7, 9, 11, 3)
    assert by_plan
    assert (by_plan.low, by_plan.middle, by_plan.high, by_plan.more) == (24, 26, 26, 0), (
        "a plan beyond the pace"
    )
    assert some_fall_away
    assert (some_fall_away.low, some_fall_away.middle, some_fall_away.high) == (3, 4, 5)


def test_a_plan_below_the_pace_is_filled_up_to_it() -> None:
    found = year_forecast(held=6, over=6, planned=2, weeks_gone=30, weeks_left=15)

    assert found
    assert (found.middle, found.more) == (9, 1)


@pytest.mark.parametrize(("held", "over", "weeks_gone"), [(2, 2, 30), (0, 0, 0)])
def test_without_three_rounds_behind_there_is_no_forecast(held: int, over: int, weeks_gone: int) -> None:
    assert year_forecast(held, over, 5, weeks_gone, 10) is None


def test_weeks_are_counted_once_where_seasons_overlap_and_not_outside_them() -> None:
    seasons = [
        Season(name="A", starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 17)),
        Season(name="B", starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 24)),
    ]

    assert season_weeks(seasons, date(2027, 1, 1), date(2027, 12, 31)) == 3
    assert season_weeks(seasons, date(2027, 1, 20), date(2027, 12, 31)) == 1
    assert season_weeks(seasons, date(2027, 2, 1), date(2027, 12, 31)) == 0


def add_walk(session: Session, person: Person, days_ago: int, status: RoundStatus = RoundStatus.HELD) -> None:
    place = make_place(session, f"Sted {days_ago} {status} {person.id}")
    starts_at = now() - timedelta(days=days_ago)
    round_ = Round(
        slug=f"{days_ago}-{status}-{person.id}"[:40],
        district_id=place.district.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        meeting_place="Torget",
        status=status,
    )
    session.add(round_)
    session.flush()
    session.add(
        SignUp(round_id=round_.id, person_id=person.id, status=SignUpStatus.COMING, made_at=starts_at)
    )
    session.commit()


def test_active_and_new_are_those_of_rounds_that_were_held(session: Session) -> None:
    people = [
        Person(name=f"P{n}", keep_until=today(), level=level)
        for n, level in enumerate([Level.EXPERIENCED, Level.NEW, Level.NEW, Level.GENERAL])
    ]
    session.add_all(people)
    session.flush()
    before = (today() - date(today().year - 1, 6, 1)).days
    add_walk(session, people[0], before)
    add_walk(session, people[0], 0)
    add_walk(session, people[1], 0)
    add_walk(session, people[2], 0, RoundStatus.CANCELLED)

    found = activity(session, today().year)

    assert (found.active, found.new, found.generals, found.teams) == (2, 1, 1, 1)


def test_each_number_of_people_opens_its_list_for_the_board(session: Session, sign_in: SignIn) -> None:
    people = [Person(name=name, keep_until=today(), level=Level.EXPERIENCED) for name in ("Per A", "Liv Ek")]
    session.add(Person(name="Åse Vik", keep_until=today(), level=Level.IN_TRAINING))
    session.add_all(people)
    session.flush()
    add_walk(session, people[0], 0)
    add_walk(session, people[1], 400)
    board, year = sign_in(Role.BOARD).client, today().year

    assert "of=active" in board.get(f"/goal?year={year}").text
    active = board.get(f"/goal/people?year={year}&of=active").text
    assert ("Per A" in active, "Liv Ek" in active) == (True, False)
    assert "Liv Ek" in board.get(f"/goal/people?year={year}&of=able&q=liv").text
    by_step = board.get(f"/goal/people?year={year}&of=able&sort=level").text
    assert by_step.index("Åse Vik") < by_step.index("Liv Ek") < by_step.index("Per A")
    assert "Ingen heter det" in board.get(f"/goal/people?year={year}&of=new&q=liv").text
    assert "Ingen ennå" in board.get(f"/goal/people?year={year}&of=generals").text
    assert sign_in(Role.GENERAL).client.get(f"/goal/people?year={year}&of=active").status_code == 403


def test_those_to_ask_stand_under_what_they_lack_as_on_the_ladder(session: Session) -> None:
    levels = {"Liv": Level.EXPERIENCED, "Ny": Level.NEW, "Per": Level.IN_TRAINING, "Ola": Level.EXPERIENCED}
    people = {name: Person(name=name, keep_until=today(), level=level) for name, level in levels.items()}
    course = Course(name="Kurs", on=today(), status=CourseStatus.HELD)
    session.add_all([*people.values(), course, LadderRules(rounds_to_training=0)])
    session.flush()
    session.add_all(Attendance(course_id=course.id, person_id=people[name].id) for name in ("Liv", "Ny"))
    session.commit()

    found = soon_generals(session)

    assert [[each.name for each in group] for group in (found.ready, found.one_away, found.in_training)] == [
        ["Liv"],
        [],
        ["Per"],
    ], "Per lacks a round beside a general and a recommendation"


def test_whom_to_ask_is_shown_to_the_board_and_to_nobody_else(session: Session, sign_in: SignIn) -> None:
    session.add(Person(name="Perpetua Trinn", keep_until=today(), level=Level.IN_TRAINING))
    place = make_place(session, "Nedre Elvehavn")
    starts_at = now() + timedelta(hours=1)
    session.add(
        Round(
            slug="mangler",
            district_id=place.district.id,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            meeting_place="Torget",
        )
    )
    session.commit()
    year = starts_at.year

    general = sign_in(Role.GENERAL, name="Gry General")
    session.get_one(Person, general.person.id).level = Level.GENERAL
    session.commit()
    board = sign_in(Role.BOARD).client
    page = board.get(f"/goal?year={year}").text
    assert page.index("Generaler som er ledige") < page.index("Gry General") < page.index("Perpetua Trinn")
    assert page.index("Andre under opplæring") < page.index("Perpetua Trinn")
    assert "Ett trinn unna" not in page
    ladder = board.get("/ladder").text
    assert ladder.index("Andre under opplæring") < ladder.index("Perpetua Trinn"), "the ladder says the same"
    (lacking,) = session.exec(select(Round)).all()
    busy = like_it(session, lacking, 0, slug="leder")
    session.add(RoundGeneral(round_id=busy.id, person_id=general.person.id))
    session.commit()
    assert "Gry General" not in board.get(f"/goal?year={year}").text, "she leads another that day"
    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        page = sign_in(role).client.get(f"/goal?year={year}").text
        assert "Perpetua Trinn" not in page
        assert "Gry General" not in page
        assert ("aktive i år" in page) == (role == Role.GENERAL)


def test_a_round_that_is_closed_before_its_evening_is_over_is_not_one_more_than_there_were(
    session: Session, sign_in: SignIn
) -> None:
    people = [Person(name=f"P{n}", keep_until=today(), level=Level.NEW) for n in range(3)]
    session.add_all(people)
    session.flush()
    for person in people:
        add_walk(session, person, 0)

    page = sign_in(Role.BOARD).client.get("/goal").text

    assert "Vi teller det som er holdt (3), og det som er planlagt (0)." in page
    found = year_page(session, today().year).forecast
    assert found
    assert (found.held, found.over) == (3, 3)
