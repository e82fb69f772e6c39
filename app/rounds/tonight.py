"""At the meeting point: how many teams we are, and a route for each, cut anew when they are too few."""

from contextlib import suppress
from uuid import UUID

from sqlmodel import Session

from app.db import open_session
from app.errors import AppError
from app.language import _, plural
from app.rounds.assignments import propose_routes, unwalked_routes
from app.rounds.locking import lock_planned
from app.rounds.models import Round
from app.rounds.queries import assignments_of, teams
from app.rounds.teams import form_teams
from app.turf.cutting_tonight import recut_into
from app.turf.models import Cut, CutStatus, WalkRoute
from app.turf.queries import access_cut, done_cuts_of


def settle_teams(session: Session, round_: Round, count: int) -> str:
    """Make so many teams of those who are here and give each a route; tell in a sentence how. Safe to repeat.

    Routes nobody has walked are picked, those nearest to the meeting point first. When they are too few, they
    are cut anew into as many as are needed. Whatever a phone is walking stays as it is.

    Raises
    ------
    RoundOverError, TeamCountError
        As their sentences say.
    StaleCutError
        The routes are being changed by somebody else.
    """
    lock_planned(session, round_)
    form_teams(session, round_, count)
    served = {each.team_id for each in assignments_of(session, round_.id)}
    needed = sum(team.id not in served for team in teams(session, round_.id))
    cut = _cut_of(session, round_)
    we_are = _("Dere er {n} lag.").format(n=count)
    if not needed:
        return f"{we_are} {_('Alle har rute.')}"
    if cut is None:
        return f"{we_are} {_('Bydelen er ikke delt opp i ruter ennå: gjør det først.')}"
    return f"{we_are} {_find_routes(session, round_, cut, needed)}"


def _cut_of(session: Session, round_: Round) -> Cut | None:
    """Give the round's cut; a round without one takes the district's newest, an approved one first."""
    if round_.cut_id is None:
        usable = done_cuts_of(session, round_.district_id)
        round_.cut_id = usable[0].id if usable else None
        session.flush()
    return access_cut(session, round_.cut_id) if round_.cut_id else None


def _find_routes(session: Session, round_: Round, cut: Cut, needed: int) -> str:
    free = unwalked_routes(session, round_)
    to_cut = [each for each in free if not each.locked]
    if len(free) >= needed or not to_cut or cut.status != CutStatus.DONE:
        propose_routes(session, round_)
        return _picked(len(free), needed)
    into = needed - (len(free) - len(to_cut))
    round_id = round_.id
    recut_into(session, cut, [each.id for each in to_cut], into, lambda: _give_routes(round_id))
    return _cut_anew(to_cut, into)


def _picked(free: int, needed: int) -> str:
    if free < needed:
        said = _("Bare {n} av rutene er ugåtte. De andre lagene fikk noen som er gått før.")
        return said.format(n=free)
    return plural(
        "Laget fikk en rute som ingen har gått.", "De {n} som manglet, fikk ruter som ingen har gått.", needed
    ).format(n=needed)


def _cut_anew(old: list[WalkRoute], into: int) -> str:
    said = plural(
        "Det var bare {n} rute igjen, så den er delt i {into}.",
        "Det var bare {n} ruter igjen, så de er delt på nytt i {into}.",
        len(old),
    )
    return said.format(n=len(old), into=into)


def _give_routes(round_id: UUID) -> None:
    """Hand out the new routes, in a transaction of its own, unless the round ended meanwhile."""
    with open_session() as session, suppress(AppError):
        round_ = session.get(Round, round_id)
        if round_ is not None:
            propose_routes(session, round_)
            session.commit()
