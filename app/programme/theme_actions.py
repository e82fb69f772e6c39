"""The committee's writes to the themes: add, rename, retire, merge, split, delete; each leaves a line."""

from itertools import chain
from uuid import UUID

from sqlmodel import Session, col, func, or_, select, update

from app.db import insert_once
from app.language import now, today
from app.people.access import Actor
from app.people.models import Role
from app.programme.errors import MergeInCircleError, NothingToSplitError, ThemeTakenError
from app.programme.forms import SplitForm, ThemeForm
from app.programme.models import HeldInput, Input, LateNotes, Note, Theme
from app.programme.search import having
from app.programme.theme_models import ThemeChange, ThemeDeed, ThemeMerge
from app.programme.themes import end_of, merges
from app.rounds.models import Round

USUAL_THEMES = (
    "Skole og barnehage",
    "Helse og omsorg",
    "Bolig og byutvikling",
    "Buss, sykkel og trafikk",
    "Klima og natur",
    "Trygghet",
    "Kultur og fritid",
    "Økonomi og arbeid",
    "Annet",
)


def add_usual_themes(session: Session, actor: Actor) -> None:
    """Begin with the themes most chapters need; safe to repeat."""
    for position, name in enumerate(USUAL_THEMES):
        if insert_once(session, Theme(name=name, position=position)):
            _tell(session, actor, ThemeDeed.ADDED, name)


def add_theme(session: Session, actor: Actor, name: str) -> Theme:
    """Add a theme, last in the list. For the committee or the board.

    Raises
    ------
    ThemeTakenError
        There is one with this name.
    """
    last = session.exec(select(func.max(Theme.position))).one()
    theme = _insert(session, name, (last or 0) + 1)
    _tell(session, actor, ThemeDeed.ADDED, theme.name)
    return theme


def _insert(session: Session, name: str, position: int) -> Theme:
    theme = Theme(name=name.strip(), position=position)
    if not insert_once(session, theme):
        raise ThemeTakenError(name=theme.name)
    return theme


def change_theme(session: Session, actor: Actor, theme: Theme, form: ThemeForm) -> None:
    """Rename, move or retire a theme; input under a retired one keeps it.

    Raises
    ------
    ThemeTakenError
        Another theme has the name.
    """
    name = form.name.strip()
    if session.exec(select(Theme).where(Theme.name == name, Theme.id != theme.id)).first():
        raise ThemeTakenError(name=name)
    if name != theme.name:
        _tell(session, actor, ThemeDeed.RENAMED, theme.name, name)
    if form.retired != theme.retired:
        _tell(session, actor, ThemeDeed.RETIRED if form.retired else ThemeDeed.RESTORED, name)
    theme.name, theme.position, theme.retired = name, form.position, form.retired
    session.flush()


def merge_theme(session: Session, actor: Actor, theme: Theme, into: Theme) -> None:
    """Read a theme as another from now on, what stands under it and what still comes in. Safe to repeat.

    Nothing that stands under the theme is written: the merge can be undone, and no count becomes finer by
    it (docs/decisions/0017).

    Raises
    ------
    MergeInCircleError
        It is the same theme, or the other one is already read as this one.
    """
    session.exec(select(Theme).order_by(col(Theme.id)).with_for_update())  # no two merges at once
    steps = {row.theme_id: row.into_id for row in session.exec(select(ThemeMerge))}
    if end_of(into.id, steps) == theme.id:
        raise MergeInCircleError
    if insert_once(session, ThemeMerge(theme_id=theme.id, into_id=into.id)):
        _tell(session, actor, ThemeDeed.MERGED, theme.name, into.name)


def unmerge_theme(session: Session, actor: Actor, theme: Theme) -> None:
    """Read a merged theme by itself again, with all that stands under it. Safe to repeat."""
    merge = session.get(ThemeMerge, theme.id)
    if merge is None:
        return
    into = session.get_one(Theme, merge.into_id)
    session.delete(merge)
    _tell(session, actor, ThemeDeed.UNMERGED, theme.name, into.name)


def split_theme(session: Session, actor: Actor, theme: Theme, form: SplitForm) -> int:
    """Make a theme of its own from the input under `theme` that has some words; give how many it was.

    Notes that are not released yet stay where they are. A split is undone by merging the new theme back.

    Raises
    ------
    ThemeTakenError
        There is a theme with the new name.
    NothingToSplitError
        No input under the theme has the words.
    """
    new = _insert(session, form.name, theme.position)
    read_as_this = {theme.id, *(each for each, end in merges(session).items() if end == theme.id)}
    moved = session.exec(
        update(Input)
        .where(col(Input.theme_id).in_(read_as_this), *having(form.text))
        .values(theme_id=new.id)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:
        raise NothingToSplitError(text=form.text)
    _tell(session, actor, ThemeDeed.SPLIT, theme.name, new.name)
    return moved.rowcount


def delete_theme(session: Session, actor: Actor, theme: Theme) -> bool:
    """Delete a theme nobody uses, and retire one that is in use. Tell whether it was deleted.

    In use is also what a phone on its way home may still send a note under.
    """
    session.exec(select(Theme).where(Theme.id == theme.id).with_for_update())  # a note must not slip in
    used = _is_used(session, theme.id) or _phones_are_out(session)
    if used:
        theme.retired = True
    else:
        session.delete(theme)
    _tell(session, actor, ThemeDeed.RETIRED if used else ThemeDeed.DELETED, theme.name)
    return not used


def _is_used(session: Session, theme_id: UUID) -> bool:
    merged = select(ThemeMerge.theme_id).where(
        or_(col(ThemeMerge.theme_id) == theme_id, col(ThemeMerge.into_id) == theme_id)
    )
    read = select(Input.id).where(Input.theme_id == theme_id)
    waiting = (session.exec(select(table.theme_id)) for table in (Note, HeldInput))
    return any(session.exec(query).first() for query in (read, merged)) or theme_id in chain(*waiting)


def _phones_are_out(session: Session) -> bool:
    """Tell whether a round has begun that can still send notes."""
    begun = select(Round.id).where(col(Round.note_key).is_not(None), Round.starts_at <= now())
    late = select(LateNotes.round_id).where(LateNotes.until >= today())
    return any(session.exec(query).first() for query in (begun, late))


def _tell(session: Session, actor: Actor, deed: ThemeDeed, name: str, other: str = "") -> None:
    role = Role.COMMITTEE if actor.holds(Role.COMMITTEE) else Role.BOARD
    session.add(ThemeChange(at=now(), role=role, deed=deed, name=name, other=other))
    session.flush()
