"""Minutes at a door: what is assumed until rounds have been held, and what the chapter's own rounds say."""

from dataclasses import dataclass

DOORSTEP_MINUTES = 0.5
MINUTES_PER_DOOR = 1.0
MINUTES_PER_FLOOR = 0.2
"""Up and down again, once for the whole stairwell: a team takes the top floor first."""
MINUTES_FOR_STEPS = 0.5
"""Long steps up to the door, and down again, where a team has told of them."""


@dataclass(frozen=True)
class Pace:
    """How long doors take compared with what is assumed, by kind of building; `routes` were learnt from."""

    house: float = 1.0
    stairwell: float = 1.0
    routes: int = 0


def is_stairwell(doors: int) -> bool:
    """Tell a stairwell from a house by its doors."""
    return doors > 1


def assumed_minutes(doors: int, floors: int | None) -> float:
    """Give the minutes at an address before anything is learnt; unknown floors cost nothing."""
    climbed = max(0, (floors or 1) - 1) if is_stairwell(doors) else 0
    return DOORSTEP_MINUTES + MINUTES_PER_DOOR * doors + MINUTES_PER_FLOOR * climbed


def service_minutes(doors: int, floors: int | None, pace: Pace, *, steps: bool = False) -> float:
    """Give the minutes at an address at the pace of the chapter's teams; `steps`: long ones lead to it."""
    minutes = assumed_minutes(doors, floors) + (MINUTES_FOR_STEPS if steps else 0)
    return minutes * (pace.stairwell if is_stairwell(doors) else pace.house)
