"""A round again every week: planned where it can be, and where it cannot, the reason; called off together."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from app.errors import InvalidError, NotFoundError
from app.language import _, local
from app.people.access import Actor
from app.rounds.actions import cancel_round, plan_round
from app.rounds.candidates import candidates_of
from app.rounds.days import PARTY
from app.rounds.errors import BoardQuietHoursError, ClashError, QuietHoursError
from app.rounds.forms import RoundForm, fields_again
from app.rounds.models import Round, RoundStatus
from app.rounds.planning import clashes
from app.rounds.queries import generals_of, rounds_led


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


def rounds_alike(session: Session, actor: Actor, round_: Round) -> list[Round]:
    """List this round and later ones in its district, on its weekday and hour, that this person may open."""
    when = local(round_.starts_at)
    return [
        each
        for each in reversed(rounds_led(session, actor))
        if (each.district_id, each.status) == (round_.district_id, RoundStatus.PLANNED)
        and each.starts_at >= round_.starts_at
        and (local(each.starts_at).weekday(), local(each.starts_at).time()) == (when.weekday(), when.time())
    ]


def cancel_series(session: Session, actor: Actor, round_: Round, chosen: Collection[UUID]) -> int:
    """Call off those chosen among the rounds like this one, each as by itself; count them.

    For their generals and the board.

    Raises
    ------
    NotFoundError
        One of them is not like this round, or is led by others.
    """
    alike = {each.id: each for each in rounds_alike(session, actor, round_)}
    if not set(chosen) <= alike.keys():
        raise NotFoundError
    for each in chosen:
        cancel_round(session, actor, alike[each])
    return len(set(chosen))
