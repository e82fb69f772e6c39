"""How the input came about and what it cannot say, in plain words for the committee's document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlmodel import Session, col, func, select

from app.language import _, clock, local, plural
from app.programme.anonymity import LEAST
from app.programme.models import Conversation
from app.programme.reading import Reading
from app.rounds.models import Round, RoundStatus

SATURDAY = 5
Hours = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Walked:
    """What all held rounds together amount to: rounds, doors knocked on, and those that were opened."""

    rounds: int
    doors: int
    opened: int


def method(session: Session, whole: Reading) -> list[str]:
    """Tell how we heard it, in paragraphs."""
    written = _(
        "Innspillene er skrevet ned uten navn, adresse og tidspunkt. Den som ledet runden, eller en i "
        "styret, leste og godkjente hvert av dem før komiteen fikk det. Tallene bygger på {n} innspill. "
        "Under hvert forslag står hva det bygger på: tema, bydel og måned."
    )
    return [_heard(_walked(session), whole), written.format(n=few_or(whole.total))]


def limits(session: Session) -> list[str]:
    """Tell what the figures cannot say, a sentence or two each."""
    return [
        _(
            "De som åpnet døra, er ikke et tilfeldig utvalg av byen. Tallene viser hva vi hørte, ikke hva "
            "alle mener."
        ),
        *_when(session),
        _("Én samtale kan gi flere innspill, og mange gir ingen. Få innspill betyr ikke at saken er liten."),
        _(
            "Grupper med færre enn fem er slått sammen, slik at ingen kan kjennes igjen; noen få kan være "
            "utelatt. «< 5» og «for få» betyr færre enn fem, også ingen, og «Uten bydel» det som er for lite "
            "til å vises i en bydel."
        ),
        _("Tallene i parentes, som 2–8 i «5 (2–8)», viser hvor mye tilfeldigheter alene kan flytte et tall."),
    ]


def few_or(n: int | None) -> str:
    """Say a count; None is «fewer than five»."""
    return _("færre enn fem") if n is None else str(n)


def _heard(walked: Walked, whole: Reading) -> str:
    asked = _("Frivillige har gått fra dør til dør og spurt hva folk er opptatt av.")
    if walked.opened < LEAST:
        return asked
    rounds = plural(
        "På {rounds} runde banket de på {doors} dører. Noen åpnet ved {opened} av dem, "
        "og det ble {talked} samtaler.",
        "På {rounds} runder banket de på {doors} dører. Noen åpnet ved {opened} av dem, "
        "og det ble {talked} samtaler.",
        walked.rounds,
    )
    facts = {"rounds": walked.rounds, "doors": walked.doors, "opened": walked.opened}
    return f"{asked} {rounds.format(**facts, talked=few_or(whole.conversations))}"


def _walked(session: Session) -> Walked:
    opened = col(Conversation.talked) + col(Conversation.no_thanks)
    columns = (col(Conversation.rounds), col(Conversation.doors), opened)
    sums = sqlalchemy.select(*(func.coalesce(func.sum(column), 0) for column in columns))
    return Walked(*(int(n) for n in session.connection().execute(sums).one()))


def _when(session: Session) -> list[str]:
    """Say when somebody had to be at home to meet us, from the rounds that were held."""
    query = select(Round.starts_at, Round.ends_at).where(Round.status == RoundStatus.HELD)
    hours = session.exec(query).all()
    if not hours:
        return []
    said = _(
        "Vi traff dem som var hjemme da vi gikk, {days} mellom kl. {first} og {last}, i bydelene vi gikk i."
    )
    first = min((start for start, _end in hours), key=lambda start: local(start).time())
    last = max((end for _start, end in hours), key=lambda end: local(end).time())
    return [said.format(days=_days(hours), first=clock(first), last=clock(last))]


def _days(hours: Hours) -> str:
    weekend = {local(start).weekday() >= SATURDAY for start, _end in hours}
    if len(weekend) > 1:
        return _("på hverdager og i helger")
    return _("i helger") if weekend.pop() else _("på hverdager")
