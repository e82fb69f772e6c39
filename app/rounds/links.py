"""Addresses that are shown as codes and printed on paper."""

from app.config import settings
from app.rounds.models import Assignment, Round
from app.rounds.queries import WALK_UP, join_code
from app.sealing import sign


def join_url(assignment: Assignment) -> str:
    """Give the address that opens a team's walk on a phone."""
    return f"{settings().url}/join/{join_code(assignment)}"


def walk_up_url(round_: Round) -> str:
    """Give the address by which somebody at the meeting place comes along; works around the round only."""
    return f"{settings().url}/walk-ups/{sign(WALK_UP, str(round_.id))}"


def round_url(round_: Round) -> str:
    """Give the public address of a round."""
    return f"{settings().url}/rounds/{round_.slug}"


def webcal(path: str) -> str:
    """Give the address by which a calendar follows a feed."""
    return "webcal://" + f"{settings().url}{path}".partition("://")[2]
