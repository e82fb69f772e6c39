"""What the engine refuses to start on."""

from dataclasses import replace

import numpy as np

from routes.arrays import Flags, Floats, Ints
from routes.errors import BadNetworkError, BadSettingsError, BadStopsError
from routes.model import STEPS, Network, Settings, Stops


def checked_stops(stops: Stops) -> Stops:
    """Return the stops as contiguous arrays of the promised types.

    Raises
    ------
    BadStopsError
        If the columns are of unequal length, a position is no number, or minutes are negative.
    """
    lengths = {
        len(c) for c in (stops.easting, stops.northing, stops.service_minutes, stops.doors, stops.street)
    }
    if len(lengths) != 1:
        raise BadStopsError(f"The stops' columns have different lengths: {sorted(lengths)}.")
    for name, column in (("easting", stops.easting), ("northing", stops.northing)):
        if not np.isfinite(column).all():
            row = int(np.flatnonzero(~np.isfinite(column))[0])
            raise BadStopsError(f"Stop {row} has no number as {name}.")
    minutes = np.ascontiguousarray(stops.service_minutes, np.float64)
    if not (np.isfinite(minutes) & (minutes >= 0)).all():
        row = int(np.flatnonzero(~(np.isfinite(minutes) & (minutes >= 0)))[0])
        raise BadStopsError(f"Stop {row} needs its service minutes as a number from 0 up.")
    return Stops(
        np.ascontiguousarray(stops.easting, np.float64),
        np.ascontiguousarray(stops.northing, np.float64),
        minutes,
        np.ascontiguousarray(stops.doors, np.int64),
        np.asarray(stops.street, np.str_),
        checked_last(stops),
    )


def checked_last(stops: Stops) -> Flags:
    """Return which stops are to be met last: none where nothing is said."""
    last = np.ascontiguousarray(stops.last, np.bool_)
    if len(last) not in {0, len(stops.easting)}:
        raise BadStopsError(f"{len(last)} of {len(stops.easting)} stops say whether they are to be met last.")
    return last if len(last) else np.zeros(len(stops.easting), np.bool_)


def checked_network(network: Network) -> Network:
    """Return the network as contiguous arrays of the promised types.

    Raises
    ------
    BadNetworkError
        If offsets do not fit the points, a piece has fewer than two points, a position or length is no
        number, or a kind is unknown.
    """
    points = np.ascontiguousarray(network.points, np.float64).reshape(-1, 2)
    first = np.ascontiguousarray(network.first_point, np.int64)
    kind = np.ascontiguousarray(network.kind, np.uint8)
    name = np.asarray(network.name, np.str_)
    check_offsets(first, len(points), len(name), len(kind))
    if not np.isfinite(points).all():
        row = int(np.flatnonzero(~np.isfinite(points).all(axis=1))[0])
        raise BadNetworkError(f"Point {row} of the streets is no position.")
    if len(kind) and kind.max() > STEPS:
        raise BadNetworkError(f"Street {int(kind.argmax())} is of the unknown kind {int(kind.max())}.")
    return replace(
        network,
        points=points,
        first_point=first,
        name=name,
        kind=kind,
        length_m=checked_lengths(network.length_m, len(name)),
        height_m=checked_heights(network.height_m, len(points)),
    )


def check_offsets(first: Ints, points: int, names: int, kinds: int) -> None:
    """Refuse street pieces that do not share the points out among them."""
    if len(first) != names + 1 or kinds != names:
        raise BadNetworkError(f"{len(first) - 1} streets have {names} names and {kinds} kinds.")
    if first[0] != 0 or first[-1] != points:
        raise BadNetworkError("The streets do not use every point exactly once.")
    if names and np.diff(first).min() < 2:
        raise BadNetworkError(f"Street {int(np.diff(first).argmin())} has fewer than two points.")


def checked_lengths(length_m: Floats | None, streets: int) -> Floats | None:
    """Refuse true lengths that are no lengths."""
    if length_m is None:
        return None
    metres = np.ascontiguousarray(length_m, np.float64)
    if len(metres) != streets or not (np.isfinite(metres) & (metres >= 0)).all():
        raise BadNetworkError("Each street needs its length as a number from 0 up.")
    return metres


def checked_heights(height_m: Floats | None, points: int) -> Floats | None:
    """Refuse heights that are not one for each point; unknown ones are not numbers."""
    if height_m is None:
        return None
    metres = np.ascontiguousarray(height_m, np.float64)
    if len(metres) != points or np.isinf(metres).any():
        raise BadNetworkError("Each point of the streets needs its height, or not-a-number.")
    return metres


def check_settings(settings: Settings) -> None:
    """Refuse wishes that contradict each other.

    Raises
    ------
    BadSettingsError
        If least, target and most do not rise, or teams, seconds, pace or iterations are not positive.
    """
    if not 0 <= settings.least_minutes <= settings.target_minutes <= settings.most_minutes:
        raise BadSettingsError(
            f"Least, target and most minutes must rise, but are {settings.least_minutes:g}, "
            f"{settings.target_minutes:g} and {settings.most_minutes:g}."
        )
    if settings.most_minutes <= 0 or settings.speed_m_per_minute <= 0:
        raise BadSettingsError("The most minutes and the walking pace must be over 0.")
    if settings.teams is not None and settings.teams < 1:
        raise BadSettingsError("There must be at least one team.")
    if settings.seconds < 0 or (settings.iterations is not None and settings.iterations < 0):
        raise BadSettingsError("The search cannot last less than nothing.")
