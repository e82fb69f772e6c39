"""What the caller of a cut hears, and may answer."""

import time
from dataclasses import replace

import numpy as np
import pytest
from engine.towns import SHORT, blocks, town

from routes import Answer, CutCancelledError, Progress, cut


def test_progress_is_told_and_the_caller_may_stop_the_cut() -> None:
    told: list[Progress] = []

    def listen(progress: Progress) -> Answer:
        told.append(progress)
        return Answer.GO_ON if len(told) < 4 else Answer.STOP

    with pytest.raises(CutCancelledError):
        cut(town(*blocks()), SHORT, listen)

    assert len(told) == 4
    assert all(0 <= progress.share <= 1 for progress in told)


def test_a_search_by_the_clock_begins_when_the_distances_are_there() -> None:
    """Else a large town, whose distances take a third of the time, would be half cooled from the start."""
    shares: list[float] = []

    def listen(progress: Progress) -> Answer:
        if progress.phase == "tour":
            time.sleep(0.4)
        if progress.phase == "search":
            shares.append(progress.share)
        return Answer.GO_ON

    cut(town(*blocks()), replace(SHORT, iterations=None, seconds=0.8), listen)

    assert shares[0] < 0.25


def test_enough_ends_the_search_early_with_a_whole_cut_as_the_routes_told_meanwhile_are() -> None:
    place = town(*blocks())
    patient = replace(SHORT, iterations=200_000)
    drafts = []

    def listen(progress: Progress) -> Answer:
        if progress.draft:
            drafts.append(progress.draft())
        return Answer.ENOUGH if progress.phase == "search" else Answer.GO_ON

    found = cut(place, patient, listen, only=np.arange(2, len(place)), locked=[np.arange(2)])

    assert found.iterations < 100_000
    assert drafts
    assert all(sorted(np.concatenate(draft).tolist()) == list(range(2, len(place))) for draft in drafts)
    assert sorted(stop for walk in found.routes for stop in walk.stops) == list(range(len(place)))
    assert all(patient.least_minutes <= walk.minutes <= patient.most_minutes for walk in found.routes[1:])
