"""Reads about themes: those one can choose, those that were merged, and what was done to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.lookup import row_of
from app.programme.models import Theme
from app.programme.theme_models import ThemeChange, ThemeMerge

MOST_CHANGES = 100


@dataclass(frozen=True)
class MergedTheme:
    """A theme that is read as another."""

    theme: Theme
    into: Theme


def merges(session: Session) -> dict[UUID, UUID]:
    """Give for each merged theme the one it is read as, at the end of the chain."""
    steps = {row.theme_id: row.into_id for row in session.exec(select(ThemeMerge))}
    return {theme_id: end_of(theme_id, steps) for theme_id in steps}


def end_of(theme_id: UUID, steps: Mapping[UUID, UUID]) -> UUID:
    """Follow merges to the theme that is read; `merge_theme` refuses circles."""
    seen = {theme_id}
    while (following := steps.get(theme_id)) is not None and following not in seen:
        theme_id = following
        seen.add(theme_id)
    return theme_id


def themes(session: Session, *, retired: bool = False) -> Sequence[Theme]:
    """List the themes one can choose, in the committee's order; with the retired ones if asked."""
    merged = select(ThemeMerge.theme_id)
    query = select(Theme).where(col(Theme.id).not_in(merged)).order_by(col(Theme.position), col(Theme.name))
    return session.exec(query if retired else query.where(col(Theme.retired).is_(False))).all()


def access_theme(session: Session, theme_id: UUID) -> Theme:
    """Give a theme to the committee or the board; the view's policy has checked who asks.

    Raises
    ------
    NotFoundError
        There is no such theme.
    """
    return row_of(session, Theme, theme_id)


def themes_for(session: Session, used: Iterable[UUID | None]) -> list[Theme]:
    """List the themes one can choose, and those retired since that some notes already have."""
    read = merges(session)
    kept = {read.get(theme_id, theme_id) for theme_id in used if theme_id}
    return [theme for theme in themes(session, retired=True) if not theme.retired or theme.id in kept]


def theme_or_none(session: Session, theme_id: UUID | None) -> UUID | None:
    """Give a theme's id back unless it was deleted: an old page or phone may still name it."""
    return theme_id if theme_id and session.get(Theme, theme_id) else None


def merged_themes(session: Session) -> list[MergedTheme]:
    """List what was merged, by name."""
    known = {theme.id: theme for theme in session.exec(select(Theme))}
    rows = session.exec(select(ThemeMerge))
    found = [MergedTheme(known[row.theme_id], known[row.into_id]) for row in rows]
    return sorted(found, key=lambda merged: merged.theme.name)


def theme_changes(session: Session) -> Sequence[ThemeChange]:
    """List what was done to the themes, the newest first."""
    newest = col(ThemeChange.at).desc()
    return session.exec(select(ThemeChange).order_by(newest, col(ThemeChange.id)).limit(MOST_CHANGES)).all()
