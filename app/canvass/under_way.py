"""The round while it lasts, as its general sees it: how far each team has come, in the same few questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.canvass.alive import ten_minutes
from app.canvass.marks import marks_of
from app.canvass.models import DoorMark, WalkPhone
from app.canvass.needs import Need, asked_at, need_of
from app.districts.models import Door
from app.people.access import Actor
from app.rounds.desk import DeskTeam, desk
from app.rounds.leading import General, TeamGroup, own_first
from app.rounds.models import Assignment, Round
from app.turf.models import WalkStop


@dataclass(frozen=True)
class LivePhone:
    """A phone on a route and its last sign of life, to ten minutes: more would follow it about.

    It keeps its number when its general shuts one out, `shut_out`, which can be let in again.
    """

    id: UUID
    number: int
    heard_at: datetime
    shut_out: bool


@dataclass(frozen=True)
class LiveTeam:
    """A team under way: how far, never what was said."""

    team: DeskTeam
    all_phones: Sequence[LivePhone]
    doors: int
    done: int
    come_back: int
    need: Need

    @property
    def phones(self) -> list[LivePhone]:
        """Those that are on the route."""
        return [phone for phone in self.all_phones if not phone.shut_out]

    @property
    def leader(self) -> General | None:
        """The general whose team it is; nobody in particular while the round has only one."""
        return self.team.leader

    @property
    def is_out(self) -> bool:
        """Whether somebody of it has opened the route, and not all are back."""
        return bool(self.phones) and self.team.back_at is None

    @property
    def is_home(self) -> bool:
        """Whether all are back, and nobody of them has asked for anything."""
        return self.team.back_at is not None and not self.need.is_any

    @property
    def out(self) -> list[str]:
        """Who has not said that they are back."""
        return [member.name for member in self.team.members if member.back_at is None]

    @property
    def heard_at(self) -> datetime:
        """When any of its phones was last heard from."""
        return max(phone.heard_at for phone in self.phones)


def live_groups(session: Session, actor: Actor, round_: Round) -> list[TeamGroup[LiveTeam]]:
    """Gather the live page of a round that the caller has been let into, their own teams first."""
    shown = desk(session, round_)
    return own_first(actor, shown.led, _live_teams(session, round_, shown.teams))


def _live_teams(session: Session, round_: Round, made: Sequence[DeskTeam]) -> list[LiveTeam]:
    marks, asked = marks_of(session, round_.id), asked_at(session, round_.id)
    phones, doors = _phones_of_round(session, round_.id), _doors_of_teams(session, round_.id)
    found = []
    for team in made:
        known = phones.get(team.assignment.id, []) if team.assignment else []
        here = [phone for phone in known if not phone.shut_out]
        of_routes = doors.get(team.team.id, {})
        own = set().union(*of_routes.values())
        now_at = of_routes.get(team.walk_route.id, set()) if team.walk_route else set()
        heard = max(phone.heard_at for phone in here) if here and team.back_at is None else None
        left = sum(marks.get(door) != DoorMark.DONE for door in now_at) / max(1, len(now_at))
        found.append(
            LiveTeam(
                team,
                known,
                len(own),
                sum(marks.get(door) == DoorMark.DONE for door in own),
                sum(marks.get(door) == DoorMark.COME_BACK for door in own),
                need_of(round_, asked.get(team.team.id), heard, team.walk_route, left),
            )
        )
    return found


def needing(groups: Sequence[TeamGroup[LiveTeam]]) -> list[LiveTeam]:
    """List the teams that need help: those that ask first, whoever has waited longest before the others."""
    found = [each for group in groups for each in group.teams if each.need.is_any]
    return sorted(found, key=lambda each: -1 if each.need.asked is None else each.need.asked, reverse=True)


def _phones_of_round(session: Session, round_id: UUID) -> dict[UUID, list[LivePhone]]:
    """Give the phones that have not left by assignment, first joined first."""
    query = select(WalkPhone).join(Assignment, col(Assignment.id) == WalkPhone.assignment_id)
    here = query.where(Assignment.round_id == round_id, col(WalkPhone.left).is_(False))
    found: dict[UUID, list[LivePhone]] = {}
    for phone in session.exec(here.order_by(col(WalkPhone.joined_at))):
        heard_at = ten_minutes(max(phone.joined_at, phone.seen_at))
        others = found.setdefault(phone.assignment_id, [])
        others.append(LivePhone(phone.id, len(others) + 1, heard_at, phone.revoked))
    return found


def _doors_of_teams(session: Session, round_id: UUID) -> dict[UUID, dict[UUID, set[int]]]:
    """Give the doors of every route that a team has had this evening, by route."""
    query = (
        select(Assignment.team_id, Assignment.walk_route_id, Door.id)
        .join(WalkStop, col(WalkStop.walk_route_id) == Assignment.walk_route_id)
        .join(Door, col(Door.address_id) == WalkStop.address_id)
        .where(Assignment.round_id == round_id)
    )
    found: dict[UUID, dict[UUID, set[int]]] = {}
    for team_id, route_id, door_id in session.exec(query):
        found.setdefault(team_id, {}).setdefault(route_id, set()).add(door_id or 0)
    return found
