"""Addresses that are shown as codes and printed on paper."""

from app.config import settings
from app.rounds.models import Assignment, Round
from app.rounds.queries import join_code


def join_url(assignment: Assignment) -> str:
    """Give the address that opens a team's walk on a phone."""
    return f"{settings().url}/join/{join_code(assignment)}"


def round_url(round_: Round) -> str:
    """Give the public address of a round."""
    return f"{settings().url}/rounds/{round_.slug}"


def webcal(path: str) -> str:
    """Give the address by which a calendar follows a feed."""
    return "webcal://" + f"{settings().url}{path}".partition("://")[2]
