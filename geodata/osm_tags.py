"""What OpenStreetMap's tags say about a way on foot, a barrier, a building and an address.

References
----------
https://wiki.openstreetmap.org/wiki/Key:highway, Key:foot, Key:building, Key:building:levels, Key:addr.
"""

import re
from collections.abc import Mapping

Tags = Mapping[str, str]

NOT_FOR_FEET = frozenset(
    {
        "motorway",
        "motorway_link",
        "construction",
        "proposed",
        "raceway",
        "bus_guideway",
        "corridor",
        "platform",
        "abandoned",
        "razed",
        "escape",
        "elevator",
        "rest_area",
        "services",
        "no",
    }
)
PATHS = frozenset({"footway", "path", "steps", "cycleway", "pedestrian", "track", "bridleway"})
ARTERIALS = frozenset({"trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"})
RAILS = frozenset({"rail", "light_rail", "subway"})
RIVERS = frozenset({"river", "canal"})
UNDERGROUND = frozenset({"yes", "culvert", "building_passage"})
SIDEWALKS = ("sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both")

HOUSES = frozenset(
    {
        "house",
        "detached",
        "semidetached_house",
        "semi",
        "terrace",
        "bungalow",
        "villa",
        "farm",
        "cabin",
        "houseboat",
        "static_caravan",
        "hut",
        "allotment_house",
        "farm_house",
    }
)
BLOCKS = frozenset({"apartments", "dormitory", "student_housing", "residential_block"})
UNSAID = frozenset({"yes", "residential", "mixed", "mixed_use", ""})  # says nothing about use: storeys decide


def is_walkable(tags: Tags) -> bool:
    """Tell whether two people on foot may use a way."""
    highway, foot = tags.get("highway"), tags.get("foot")
    if not highway or highway in NOT_FOR_FEET or tags.get("area") == "yes" or tags.get("route") == "ferry":
        return False
    if foot in {"no", "private", "use_sidepath"}:
        return False
    if foot in {"yes", "designated", "permissive"}:
        return True
    if tags.get("access") in {"no", "private"}:
        return False
    return highway not in {"trunk", "trunk_link"} or _has_sidewalk(tags)


def _has_sidewalk(tags: Tags) -> bool:
    return any(tags.get(key, "no") not in {"no", "none"} for key in SIDEWALKS)


def crossing_of(tags: Tags) -> str:
    """Return what kind of street it is to cross: "path", "quiet" or "arterial"."""
    highway = tags.get("highway", "")
    if highway in PATHS:
        return "path"
    return "arterial" if highway in ARTERIALS else "quiet"


def barrier_of(tags: Tags) -> str:
    """Return the kind of line that nobody steps over: "rail", "water", "motorway", or "" for none."""
    if tags.get("tunnel") in UNDERGROUND:
        return ""
    if tags.get("railway") in RAILS:
        return "rail"
    if tags.get("waterway") in RIVERS:
        return "water"
    if tags.get("highway") in {"motorway", "trunk"} and not is_walkable(tags):
        return "motorway"
    return ""


def levels_of(tags: Tags) -> int | None:
    """Return the number of storeys (1 to 59), or None when it is not said."""
    match = re.match(r"\s*(\d+)", tags.get("building:levels", ""))
    return int(match[1]) if match and 0 < int(match[1]) < 60 else None


def is_home(kind: str) -> bool:
    """Tell whether a building with this value of `building` is surely lived in; "yes" is not."""
    return kind in HOUSES or kind in BLOCKS or kind == "residential"


def number_and_letter(text: str) -> tuple[int | None, str]:
    """Split a house number: "13A" is (13, "A"), "12-14" is (12, "-14"), "Nedre" is (None, "NEDRE")."""
    match = re.match(r"\s*(\d+)\s*(.*)$", text)
    number, rest = (int(match[1]), match[2]) if match else (None, text)
    return number, rest.replace(" ", "").upper()
