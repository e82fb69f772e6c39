"""The walk-route engine: pure functions on arrays in metres, knows no web and no database."""

from routes.cutting import cut, order
from routes.errors import BadNetworkError, BadSettingsError, BadStopsError, CutCancelledError, EngineError
from routes.model import (
    ARTERIAL,
    PATH,
    QUIET,
    STEPS,
    Answer,
    Cut,
    LeftOut,
    Network,
    Progress,
    Settings,
    Stops,
    WalkRoute,
)
from routes.town import Town

__all__ = [
    "ARTERIAL",
    "PATH",
    "QUIET",
    "STEPS",
    "Answer",
    "BadNetworkError",
    "BadSettingsError",
    "BadStopsError",
    "Cut",
    "CutCancelledError",
    "EngineError",
    "LeftOut",
    "Network",
    "Progress",
    "Settings",
    "Stops",
    "Town",
    "WalkRoute",
    "cut",
    "order",
]
