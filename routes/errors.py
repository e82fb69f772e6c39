"""The engine's refusals.

EngineError
├── BadStopsError        the stops contradict themselves
├── BadNetworkError      the streets contradict themselves
├── BadSettingsError     the wishes contradict each other
└── CutCancelledError    somebody stopped the cut
"""


class EngineError(Exception):
    """Base of everything the engine raises on purpose; its text is one sentence to act on."""


class BadStopsError(EngineError):
    """The stops contradict themselves: unequal lengths, positions that are no numbers, negative minutes."""


class BadNetworkError(EngineError):
    """The streets contradict themselves: falling offsets, unknown kinds, positions that are no numbers."""


class BadSettingsError(EngineError):
    """The wishes contradict each other: a least time over the most time, no team, a speed of zero."""


class CutCancelledError(EngineError):
    """The progress function answered False; nothing was kept."""
