"""Suggested themes for input without one: what to learn from, what was found, and the tap that accepts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, delete, func, select, update

from app.people.access import Actor
from app.people.actions import record
from app.programme.errors import AlreadyTaggedError
from app.programme.models import Input, Theme
from app.programme.theme_models import ThemeSuggestion
from app.programme.themes import merges, themes


def names_of_themes(session: Session) -> dict[UUID, str]:
    """Give the themes that may be suggested: those one can choose."""
    return {theme.id: theme.name for theme in themes(session)}


def tagged_texts(session: Session) -> list[tuple[UUID, str]]:
    """Give what one can learn from: released input under the themes one can choose."""
    read_as, open_themes = merges(session), names_of_themes(session)
    rows = session.exec(select(Input.theme_id, Input.text).where(col(Input.theme_id).is_not(None)))
    found = ((read_as.get(theme_id, theme_id), text) for theme_id, text in rows if theme_id)
    return [(theme_id, text) for theme_id, text in found if theme_id in open_themes]


def untagged(session: Session) -> Sequence[tuple[UUID, str]]:
    """Give the released input without a theme."""
    rows = session.exec(
        select(Input.id, Input.text).where(col(Input.theme_id).is_(None)).order_by(col(Input.id))
    )
    return [(input_id, text) for input_id, text in rows]


def untagged_count(session: Session) -> int:
    """Count the released input without a theme."""
    return session.exec(select(func.count()).where(col(Input.theme_id).is_(None))).one()


def has_unsuggested(session: Session) -> bool:
    """Tell whether there is input without a theme and without a suggestion."""
    known = select(ThemeSuggestion.input_id)
    query = select(Input.id).where(col(Input.theme_id).is_(None), col(Input.id).not_in(known))
    return session.exec(query.limit(1)).first() is not None


def store_suggestions(session: Session, found: Iterable[tuple[UUID, Sequence[UUID]]]) -> None:
    """Put these suggestions in the place of earlier ones; input and themes that are gone are left out."""
    wanted = dict(found)
    session.exec(delete(ThemeSuggestion).where(col(ThemeSuggestion.input_id).in_(list(wanted))))
    inputs = set(session.exec(select(Input.id).where(col(Input.id).in_(list(wanted)))))
    known = set(session.exec(select(Theme.id)))
    session.add_all(
        ThemeSuggestion(input_id=input_id, place=place, theme_id=theme_id)
        for input_id in wanted.keys() & inputs
        for place, theme_id in enumerate(wanted[input_id])
        if theme_id in known
    )
    session.flush()


def suggestions_for(session: Session, input_ids: Iterable[UUID]) -> dict[UUID, list[Theme]]:
    """Give the suggested themes of input that still has none, the likeliest first."""
    rows = session.exec(
        select(ThemeSuggestion)
        .join(Input, col(Input.id) == ThemeSuggestion.input_id)
        .where(col(ThemeSuggestion.input_id).in_(list(input_ids)), col(Input.theme_id).is_(None))
        .order_by(col(ThemeSuggestion.place))
    )
    read_as, choices = merges(session), {theme.id: theme for theme in themes(session)}
    found: dict[UUID, list[Theme]] = defaultdict(list)
    for row in rows:
        theme = choices.get(read_as.get(row.theme_id, row.theme_id))
        if theme and theme not in found[row.input_id]:
            found[row.input_id].append(theme)
    return dict(found)


def accept_suggestion(session: Session, actor: Actor, input_id: UUID, theme: Theme) -> None:
    """Put one input under a theme that somebody tapped. For the committee.

    Raises
    ------
    AlreadyTaggedError
        It has got a theme meanwhile, or is gone.
    """
    changed = session.exec(
        update(Input)
        .where(col(Input.id) == input_id, col(Input.theme_id).is_(None))
        .values(theme_id=theme.id)
    )
    if changed.rowcount != 1:
        raise AlreadyTaggedError
    record(session, actor, "input tagged", "1 inputs")
