"""A round again every week: planned where it can be, and where it cannot, the reason."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from app.errors import InvalidError
from app.language import _, local
from app.people.access import Actor
from app.rounds.actions import plan_round
from app.rounds.candidates import candidates_of
from app.rounds.days import PARTY
from app.rounds.errors import BoardQuietHoursError, ClashError, QuietHoursError
from app.rounds.forms import RoundForm, fields_again
from app.rounds.models import Round
from app.rounds.planning import clashes
from app.rounds.queries import generals_of


@dataclass(frozen=True)
class SeriesDay:
    """A day of the series: its round, or why there is none."""

    day: date
    round: Round | None
    why: list[str]


def plan_series(session: Session, actor: Actor, round_: Round, weeks: int) -> list[SeriesDay]:
    """Plan a round like this one in each of the next weeks. For its generals and the board.

    Quiet days, the party's own days, days with another round in the district and hours when a general leads
    another are skipped: so repeating the whole plans nothing twice.
    """
    like = fields_again(round_, generals_of(session, round_.id), candidates_of(session, round_))
    first = local(round_.starts_at).date()
    days = [first + timedelta(weeks=n) for n in range(1, weeks + 1)]
    return [_plan(session, actor, RoundForm(**asdict(replace(like, day=day)))) for day in days]


def _plan(session: Session, actor: Actor, form: RoundForm) -> SeriesDay:
    """Plan one of them, and take it back when it collides with something."""
    if name := PARTY.get((form.day.month, form.day.day), ""):
        return SeriesDay(form.day, None, [_("Det er {day}. Mange er opptatt.").format(day=_(name))])
    try:
        with session.begin_nested():
            planned = plan_round(session, actor, form)
            if why := clashes(session, planned):
                raise ClashError(why=" ".join(why))
    except (QuietHoursError, BoardQuietHoursError) as error:
        return SeriesDay(form.day, None, [str(error.facts["why"])])
    except InvalidError as error:
        return SeriesDay(form.day, None, [_(error.sentence).format(**error.facts)])
    return SeriesDay(form.day, planned, [])
