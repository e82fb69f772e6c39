"""Writes about seasons. For the board."""

from sqlmodel import Session

from app.language import day
from app.people.access import Actor
from app.people.actions import record
from app.rounds.errors import SeasonEndsFirstError, SeasonsOverlapError
from app.rounds.forms import SeasonForm
from app.rounds.models import Season
from app.rounds.queries import seasons


def add_season(session: Session, actor: Actor, form: SeasonForm) -> Season:
    """Add a season.

    Raises
    ------
    SeasonEndsFirstError, SeasonsOverlapError
        As their sentences say.
    """
    season = Season(**_checked(session, form).model_dump())
    session.add(season)
    session.flush()
    record(session, actor, "season added", f"season {season.id}")
    return season


def change_season(session: Session, actor: Actor, season: Season, form: SeasonForm) -> None:
    """Change a season.

    Raises
    ------
    SeasonEndsFirstError, SeasonsOverlapError
        As their sentences say.
    """
    season.sqlmodel_update(_checked(session, form, season).model_dump())
    record(session, actor, "season changed", f"season {season.id}")


def remove_season(session: Session, actor: Actor, season: Season) -> None:
    """Remove a season; the rounds in it stay."""
    session.delete(season)
    record(session, actor, "season removed", f"season {season.id}")


def _checked(session: Session, form: SeasonForm, changed: Season | None = None) -> SeasonForm:
    if form.ends_on < form.starts_on:
        raise SeasonEndsFirstError
    for other in seasons(session):
        is_another = changed is None or other.id != changed.id
        if is_another and other.starts_on <= form.ends_on and form.starts_on <= other.ends_on:
            first, last = day(other.starts_on, "d. MMMM y"), day(other.ends_on, "d. MMMM y")
            raise SeasonsOverlapError(name=other.name, first=first, last=last)
    return form
