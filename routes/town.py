"""A town ready for cutting: stops checked and snapped to pavements, and walking distances at hand."""

from collections.abc import Callable
from copy import copy

import numpy as np

from routes.arrays import Flags, Floats, Ints
from routes.checks import checked_network, checked_stops
from routes.corners import Corners, corner_graph
from routes.distances import Table, Walk, build_table, new_walk
from routes.faces import pavement_faces
from routes.model import Network, Stops
from routes.slopes import Slopes, slopes_of
from routes.snapping import Snapped, going_in, no_places, of_members, plane_lengths, snap
from routes.starting import ways_to_starts
from routes.walking import lay_out

WAY_IN_M = 10.0


class Town:
    """Stops on a street network, with exact walking distances; reusable for several cuts.

    Parameters
    ----------
    stops : Stops
        Addresses, metres in a plane true to scale within 1 %.
    network : Network
        Streets in the same plane. It may be empty: then no stop can be reached.

    Raises
    ------
    BadStopsError, BadNetworkError
        If arrays contradict each other or hold values that are no numbers.
    """

    known: Table | None
    way_m: Floats

    def __init__(self, stops: Stops, network: Network) -> None:
        self.stops = checked_stops(stops)
        self.network = checked_network(network)
        plane_m, along_m = plane_lengths(self.network.points, self.network.first_point)
        length_m = plane_m if self.network.length_m is None else self.network.length_m
        self.slopes: Slopes = slopes_of(self.network, plane_m, along_m, length_m)
        self.corners: Corners = corner_graph(self.network, plane_m, self.slopes.mean_m)
        self.faces: Ints = pavement_faces(self.network) if self.has_streets else np.empty(0, np.int64)
        self.stand(snap(self.stops, self.network, self.slopes.mean_m) if self.has_streets else no_places())
        self.way_m = np.zeros(len(self))

    def __len__(self) -> int:
        return len(self.stops.easting)

    @property
    def has_streets(self) -> bool:
        """Tell if there is any street at all."""
        return len(self.network.name) > 0

    @property
    def on_network(self) -> Flags:
        """Tell which stops have a street within reach, shape (n,)."""
        return np.asarray(self.snapped.access_m == 0.0) if self.has_streets else np.zeros(len(self), bool)

    @property
    def stop_part(self) -> Ints:
        """Give the connected part of the network each stop is in, shape (n,)."""
        part: Ints = self.corners.part[self.corners.end[self.snapped.pavement, 0]].astype(np.int64)
        return part

    def walking(self, tell: Callable[[float], None] | None = None) -> Walk:
        """Give a new searcher the distances, searched at the first call; `tell` hears the share done."""
        return new_walk(self.table(tell), self.ground, len(self.corners.link))

    def table(self, tell: Callable[[float], None] | None = None) -> Table:
        """Give the nearest stops of each stop, searched at the first call."""
        if self.known is None:
            self.known = build_table(self.ground, len(self.corners.link), len(self), tell)
        return self.known

    def with_way_in(self) -> "Town":
        """Give the town with the way from street to door walked in and out, or shared by doors of one yard.

        The first `WAY_IN_M` metres are in the minutes already: half the street and a front garden. Stops off
        the network are left as they are; their way in is walked anyhow (`off_network`).
        """
        if not self.has_streets:
            return self
        beyond_m = np.maximum(0.0, self.snapped.gap_m - WAY_IN_M) * self.on_network
        farther = copy(self)
        farther.stand(going_in(self.snapped, beyond_m))
        return farther

    def starting_at(self, starts: Floats) -> "Town":
        """Give the town with starting points: each route is walked to from the nearest, and back to one.

        Parameters
        ----------
        starts : float64, shape (k, 2)
            Easting and northing in metres; none takes the starting points away.
        """
        reached = copy(self)
        reached.way_m = np.zeros(len(self))
        if self.has_streets and len(self) and len(starts):
            reached.way_m = ways_to_starts(self.corners, self.network, self.snapped, starts)
        return reached

    def only(self, members: Ints) -> "Town":
        """Give the town with some of its stops, in the given order; streets and snapping are shared."""
        if len(members) == len(self) and bool((members == np.arange(len(self))).all()):
            return self
        part = copy(self)
        part.stops = Stops(
            self.stops.easting[members],
            self.stops.northing[members],
            self.stops.service_minutes[members],
            self.stops.doors[members],
            self.stops.street[members],
            self.stops.last[members],
        )
        part.stand(of_members(self.snapped, members))
        part.way_m = self.way_m[members]
        return part

    def stand(self, snapped: Snapped) -> None:
        """Put the stops on their pavements; distances are searched when they are asked for."""
        self.snapped = snapped
        self.ground = lay_out(self.corners, snapped)
        self.known = None
