"""The routes of a cut under way, for the desk's map meanwhile. For the engine's process only."""

import json
import time
from collections.abc import Sequence
from uuid import UUID, uuid4

import numpy as np

import routes
from app.turf.clips import replace_text
from app.turf.colours import colour
from app.turf.ground import Ground, Ints
from app.turf.maps import draft_file
from app.turf.neighbours import colour_routes, neighbours

AT_FIRST_SECONDS, EVERY_SECONDS = 0.6, 1.0
SHARE_OF_TIME = 0.01
"""The search stands still meanwhile: a draft that takes long to write comes the more seldom."""
ENOUGH_STOPS = 2000
"""So many tell which routes lie side by side."""


class Draft:
    """Writes the routes now and then: their colours, and their addresses in walking order.

    They are drawn as straight lines from address to address; the ways along the streets come at the end.
    """

    def __init__(self, cut_id: UUID, ground: Ground) -> None:
        self._file, self._ground = draft_file(cut_id), ground
        self._colours: dict[int, int] = {}
        self._next = time.monotonic() + AT_FIRST_SECONDS

    def hear(self, progress: routes.Progress) -> None:
        """Write the routes if it is time."""
        began = time.monotonic()
        if progress.draft is None or began < self._next:
            return
        self._write([stops for stops in progress.draft() if len(stops)])
        spent = time.monotonic() - began
        self._next = began + max(EVERY_SECONDS, spent / SHARE_OF_TIME)

    def close(self) -> None:
        """Take the draft away: the cut is done, or was stopped."""
        self._file.unlink(missing_ok=True)

    def _write(self, found: Sequence[Ints]) -> None:
        ids = self._ground.ids
        drawn = [
            {"colour": colour(tone), "stops": ids[stops].tolist()}
            for tone, stops in zip(self._coloured(found), found, strict=True)
        ]
        replace_text(self._file, json.dumps({"routes": drawn}, separators=(",", ":")))

    def _coloured(self, found: Sequence[Ints]) -> list[int]:
        """Give neighbours different colours, and each route that which most of its stops had last."""
        step = max(1, len(self._ground.ids) // ENOUGH_STOPS)
        some = [stops[::step] for stops in found]
        rows = np.concatenate(some)
        owner = np.repeat(np.arange(len(some)), [len(stops) for stops in some])
        names = [uuid4() for _stops in some]
        before = [[self._colours[row] for row in stops.tolist() if row in self._colours] for stops in some]
        wanted = {
            name: max(set(tones), key=tones.count) for name, tones in zip(names, before, strict=True) if tones
        }
        given = colour_routes(names, neighbours(self._ground.metres()[rows], owner), wanted)
        tones = [given[name] for name in names]
        self._colours |= dict(zip(rows.tolist(), np.array(tones)[owner].tolist(), strict=True))
        return tones
