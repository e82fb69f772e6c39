"""The clock of a cut, and what the caller hears of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from routes.arrays import Ints
from routes.errors import CutCancelledError
from routes.model import Answer, Progress, ProgressFunction, Settings


@dataclass
class Clock:
    """Tells the caller how far the cut is, and when it is time to stop.

    `draft` gives the routes so far, once there are any.
    """

    settings: Settings
    listener: ProgressFunction | None
    draft: Callable[[], list[Ints]] | None = None
    began: float = field(default_factory=time.monotonic)
    prepared: float = 0.0
    is_enough: bool = False

    @property
    def is_still(self) -> bool:
        """Tell if no search is wished at all."""
        return (
            self.settings.seconds == 0 if self.settings.iterations is None else self.settings.iterations == 0
        )

    def start_search(self) -> None:
        """Note that distances and the first plan are there.

        They spend time of the cut, not of the search: it would else begin half cooled in a large town.
        """
        self.prepared = time.monotonic() - self.began

    def share(self, steps: int) -> float:
        """Give the share of the search that is over, 0–1, by steps if they are counted, else by the clock."""
        if self.is_enough:
            return 1.0
        if self.settings.iterations is not None:
            return min(1.0, steps / self.settings.iterations) if self.settings.iterations else 1.0
        left = self.settings.seconds - self.prepared
        spent = time.monotonic() - self.began - self.prepared
        return min(1.0, spent / left) if left > 0 else 1.0

    def tell(
        self,
        phase: Literal["distances", "tour", "search", "drawing"],
        share: float,
        routes: int = 0,
        totals: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Tell the caller; `totals` are the mean minutes and the metres walked.

        Raises
        ------
        CutCancelledError
            If the caller answers STOP.
        """
        if self.listener is None:
            return
        answer = self.listener(Progress(share, phase, routes, *totals, self.draft))
        self.is_enough = self.is_enough or answer is Answer.ENOUGH
        if answer is Answer.STOP:
            raise CutCancelledError("The cut was stopped before it was complete.")
