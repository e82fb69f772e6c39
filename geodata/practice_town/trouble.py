"""Records that give trouble in real registers, a few of each."""

from dataclasses import replace

import shapely

from geodata.practice_town.homes import Home, House, Town
from geodata.practice_town.plan import Point, bent_point

COLONY_DOORS = 12

OUT_OF_REACH = Home("Setervegen", 7, "", (-90, 20), ("H0101",))  # over 150 m from every street
UNKNOWN_STREETS = (  # streets the map calls something else
    Home("Gamle Bruveg", 2, "", (1000, 1545), ("H0101",)),
    Home("Gamle Bruveg", 4, "", (1030, 1544), ("H0101", "H0102")),
    Home("Gamle Bruveg", 6, "", (1060, 1544), ("H0101",)),
)
BACK_HOUSE = Home(
    "Åsbakken", 3, "", (905, 905), ("H0101",), access=(880, 815)
)  # one walks in from another side
WITHOUT_DWELLINGS = Home("Bruvegen", 40, "", (2450, 1545), ())  # a shop: an address without doors

COLONY = Home("Kolonihagen", 1, "", (1640, 860), ("",))  # no unit numbers, and one point for all cabins


def trouble() -> Town:
    """List the troublesome addresses that can be placed on the map.

    One out of reach, three on a street the map does not know, one behind others, a shop without dwellings,
    and twelve allotment cabins whose addresses share one point.
    """
    cabins = [replace(COLONY, number=k + 1) for k in range(COLONY_DOORS)]
    homes = [_bent(home) for home in (OUT_OF_REACH, *UNKNOWN_STREETS, BACK_HOUSE, WITHOUT_DWELLINGS, *cabins)]
    far, shop = homes[0], homes[5]
    return Town(
        [House("cabin", 1, _square(far.point, 4.0)), House("retail", 1, _square(shop.point, 9.0))], homes
    )


def _bent(home: Home) -> Home:
    access = None if home.access is None else bent_point(home.access)
    return replace(home, point=bent_point(home.point), access=access)


def _square(middle: Point, half: float) -> shapely.Polygon:
    return shapely.box(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
