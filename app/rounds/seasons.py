"""Writes about seasons. For the board."""

from sqlmodel import Session

from app.people.access import Actor
from app.people.actions import record
from app.rounds.errors import SeasonEndsFirstError
from app.rounds.forms import SeasonForm
from app.rounds.models import Season


def add_season(session: Session, actor: Actor, form: SeasonForm) -> Season:
    """Add a season.

    Raises
    ------
    SeasonEndsFirstError
        It ends before it starts.
    """
    season = Season(**_checked(form).model_dump())
    session.add(season)
    session.flush()
    record(session, actor, "season added", f"season {season.id}")
    return season


def change_season(session: Session, actor: Actor, season: Season, form: SeasonForm) -> None:
    """Change a season.

    Raises
    ------
    SeasonEndsFirstError
        It ends before it starts.
    """
    season.sqlmodel_update(_checked(form).model_dump())
    record(session, actor, "season changed", f"season {season.id}")


def remove_season(session: Session, actor: Actor, season: Season) -> None:
    """Remove a season; the rounds in it stay."""
    session.delete(season)
    record(session, actor, "season removed", f"season {season.id}")


def _checked(form: SeasonForm) -> SeasonForm:
    if form.ends_on < form.starts_on:
        raise SeasonEndsFirstError
    return form
