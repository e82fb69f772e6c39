"""What an import found, as data; the caller makes sentences of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self


class SourceKind(StrEnum):
    """What a file is, by its content."""

    REGISTER = "register"
    DWELLINGS = "dwellings"
    OSM = "osm"
    POLYGONS = "polygons"


class FindingKind(StrEnum):
    """Why something was left out, or is doubtful."""

    NO_POSITION = "no_position"  # address row without coordinates: left out
    FAR_ACCESS = "far_access"  # access point over 1 km from its address: the point is ignored
    ADDRESS_TWICE = "address_twice"  # the same address in two register files: the first counts
    FAR_FROM_STREETS = "far_from_streets"  # over 10 km outside the map: another place, or a wrong EPSG code
    SAME_PLACE = "same_place"  # ten or more addresses on one point: kept, worth a look
    DWELLING_WITHOUT_ADDRESS = "dwelling_without_address"  # left out
    DWELLING_TWICE = "dwelling_twice"  # the same dwelling on two rows: counted once
    ODD_UNIT = "odd_unit"  # unit number that is not H/U/K/L and four digits: kept as a door without a floor
    NO_DWELLINGS = "no_dwellings"  # addresses with no dwelling in the dwelling file: kept with 0 doors
    OSM_INSIDE_REGISTER = (
        "osm_inside_register"  # addresses on the map that the register already has: left out
    )
    OSM_TWICE = "osm_twice"  # the same address twice on the map: merged
    OSM_WITHOUT_STREET = "osm_without_street"  # a house number with neither street nor place: left out
    STAND_INS = "stand_ins"  # residential buildings that stand in for addresses
    BROKEN_BUILDING = "broken_building"  # outline that does not close: left out
    FRAGMENT_STREETS = "fragment_streets"  # short pieces cut off from the network beside them: left out
    NOT_A_POLYGON = "not_a_polygon"  # points or lines among the polygons: left out
    POLYGON_WITHOUT_ADDRESSES = "polygon_without_addresses"  # kept
    UNKNOWN_FILE = "unknown_file"  # another file in the folder: left alone


@dataclass(frozen=True)
class Finding:
    """One kind of thing that was left out or is doubtful, in one file.

    Attributes
    ----------
    kind
        Why.
    file
        Name of the file.
    count
        How many.
    examples
        The first few, as people would recognise them; may be empty.
    """

    EXAMPLES: ClassVar[int] = 5

    kind: FindingKind
    file: str
    count: int
    examples: tuple[str, ...] = ()

    @classmethod
    def of(cls, kind: FindingKind, file: str, names: Sequence[str]) -> Self:
        """Count the names and keep the first few that are not blank."""
        return cls(kind, file, len(names), tuple(name for name in names if name)[: cls.EXAMPLES])


@dataclass(frozen=True)
class FileRead:
    """One file that was read.

    Attributes
    ----------
    file, kind
        Its name, and what it turned out to be.
    counts
        What it held, as (word, number): e.g. ("addresses", 10871). Words: addresses, doors, streets,
        barriers, buildings, polygons.
    """

    file: str
    kind: SourceKind
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Snapping:
    """How the addresses lie to the streets; every address with a door is in exactly one of the first four.

    Attributes
    ----------
    snapped
        The street of its own name within 100 m.
    other_name
        None of its own name, but another street within 100 m.
    doubtful
        Nearest street 100–150 m away.
    without_street
        No street within 150 m: a walk route will list it as left out.
    median_m
        Median distance to the chosen street, metres; 0 when there are none.
    examples
        A few of the doubtful and those without a street.
    """

    snapped: int = 0
    other_name: int = 0
    doubtful: int = 0
    without_street: int = 0
    median_m: float = 0.0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was read, how it lies, what was left out and why, and whom to thank."""

    files: tuple[FileRead, ...]
    findings: tuple[Finding, ...]
    snapping: Snapping | None
    attributions: tuple[str, ...]


class Phase(StrEnum):
    """What an import is doing."""

    READING = "reading"
    MATCHING = "matching"
    SNAPPING = "snapping"


@dataclass(frozen=True)
class Step:
    """How far an import is: phase, the file at hand ("" between files), share done of everything (0 to 1)."""

    phase: Phase
    file: str
    share: float


Progress = Callable[[Step], None]
