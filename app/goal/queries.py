"""The year in numbers: rounds against the goal, courses, districts. No names come out of here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.config import settings
from app.districts.branch_models import Branch
from app.districts.branches import Scope, is_within
from app.districts.queries import districts
from app.errors import NotFoundError
from app.goal.forecast import YearForecast, season_weeks, year_forecast
from app.language import OSLO, local, now, today
from app.rounds.models import Round, RoundStatus, Season
from app.rounds.queries import RoundLine, round_lines, seasons
from app.training.models import Course, CourseStatus

YEARS_APART = 10
FEW_COMING = 4
FEW_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Month:
    """A month of the year: its first day, its rounds, and the seasons it touches."""

    first: date
    held: int
    planned: int
    seasons: list[Season]


@dataclass(frozen=True)
class DistrictCount:
    """How often a district was or will be visited this year."""

    id: UUID
    name: str
    held: int
    planned: int


@dataclass(frozen=True)
class Year:
    """The whole page. A round counts when it is held; `unclosed` ones are over, but not debriefed.

    A course counts when it is held too; of those `courses_over` nobody has said whether they were.
    """

    year: int
    goal: int
    held: list[RoundLine]
    planned: list[RoundLine]
    unclosed: list[RoundLine]
    without_general: list[RoundLine]
    without_routes: list[RoundLine]
    few_coming: list[RoundLine]
    courses_held: list[Course]
    courses_planned: list[Course]
    courses_over: list[Course]
    months: list[Month]
    seasons: list[Season]
    districts: list[DistrictCount]
    weeks_left: int
    forecast: YearForecast | None
    branch: Branch | None = None

    @property
    def all_held(self) -> int:
        """How many rounds there are if all that are planned are held."""
        return len(self.held) + len(self.planned)

    @property
    def short(self) -> int:
        """How many rounds must still be planned."""
        return max(0, self.goal - self.all_held)

    @property
    def courses_short(self) -> int:
        """How many courses must still be planned; courses are the whole chapter's."""
        if self.branch:
            return 0
        return max(0, settings().goal_courses - len(self.courses_held) - len(self.courses_planned))


def check_near(year: int) -> int:
    """Give a year back that is near enough to be of use.

    Raises
    ------
    NotFoundError
        It is more than ten years away.
    """
    if abs(year - today().year) > YEARS_APART:
        raise NotFoundError
    return year


def year_page(session: Session, year: int, scope: Scope | None = None) -> Year:
    """Gather a calendar year, by Norwegian dates; cancelled rounds are only part of the forecast.

    A branch's year has the rounds in its districts against its own goal, and no courses.
    """
    found = _rounds_in(session, year)
    lines = round_lines(session, [each for each in found if is_within(each.district_id, scope)])
    held = [line for line in lines if line.round.status == RoundStatus.HELD]
    open_ = [line for line in lines if line.round.status == RoundStatus.PLANNED]
    planned = [line for line in open_ if line.round.ends_at > now()]
    soon = now() + FEW_WITHIN
    first, last = date(year, 1, 1), date(year, 12, 31)
    courses = [] if scope else _courses_in(session, year)
    open_courses = [course for course in courses if course.status == CourseStatus.PLANNED]
    touched = [each for each in seasons(session) if each.starts_on.year <= year <= each.ends_on.year]
    return Year(
        year=year,
        goal=scope.branch.goal_rounds if scope else settings().goal_rounds,
        held=held,
        planned=planned,
        unclosed=[line for line in open_ if line.round.ends_at <= now()],
        without_general=[line for line in planned if not line.generals],
        without_routes=[line for line in planned if line.round.cut_id is None],
        few_coming=[line for line in planned if line.coming < FEW_COMING and line.round.starts_at < soon],
        courses_held=[course for course in courses if course.status == CourseStatus.HELD],
        courses_planned=[course for course in open_courses if course.on >= today()],
        courses_over=[course for course in open_courses if course.on < today()],
        months=[_month(year, number, held, planned, touched) for number in range(1, 13)],
        seasons=touched,
        districts=_by_district(session, held, planned, scope),
        weeks_left=season_weeks(touched, max(today(), first), last),
        forecast=_forecast(lines, touched, first, last) if today() <= last else None,
        branch=scope.branch if scope else None,
    )


def _rounds_in(session: Session, year: int) -> Sequence[Round]:
    first = datetime(year, 1, 1, tzinfo=OSLO).astimezone(UTC)
    last = datetime(year + 1, 1, 1, tzinfo=OSLO).astimezone(UTC)
    query = select(Round).where(col(Round.starts_at) >= first, col(Round.starts_at) < last)
    return session.exec(query.order_by(col(Round.starts_at))).all()


def _courses_in(session: Session, year: int) -> Sequence[Course]:
    query = select(Course).where(col(Course.on) >= date(year, 1, 1), col(Course.on) <= date(year, 12, 31))
    return session.exec(query.order_by(col(Course.on))).all()


def _month(
    year: int, number: int, held: list[RoundLine], planned: list[RoundLine], touched: list[Season]
) -> Month:
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Month(
        first,
        sum(local(line.round.starts_at).month == number for line in held),
        sum(local(line.round.starts_at).month == number for line in planned),
        [season for season in touched if season.starts_on <= last and season.ends_on >= first],
    )


def _by_district(
    session: Session, held: list[RoundLine], planned: list[RoundLine], scope: Scope | None
) -> list[DistrictCount]:
    return [
        DistrictCount(
            district.id,
            district.name,
            sum(line.round.district_id == district.id for line in held),
            sum(line.round.district_id == district.id for line in planned),
        )
        for district in districts(session)
        if is_within(district.id, scope)
    ]


def _forecast(lines: list[RoundLine], touched: list[Season], first: date, last: date) -> YearForecast | None:
    """Forecast from this year's past rounds, and the weeks of seasons that are over; today's is to come."""
    held = sum(line.round.status == RoundStatus.HELD for line in lines)
    over = sum(line.round.status == RoundStatus.HELD or line.round.ends_at <= now() for line in lines)
    planned = sum(line.round.status == RoundStatus.PLANNED and line.round.ends_at > now() for line in lines)
    gone = season_weeks(touched, first, today() - timedelta(days=1))
    return year_forecast(held, over, planned, gone, season_weeks(touched, max(today(), first), last))
