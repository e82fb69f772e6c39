"""A practice route in Øvingsbyen: three made-up houses and a stairwell, somebody to talk to at each door.

It lies in the program, not in the database: it is there on every installation, counts nowhere, and the
phone that walks it sends nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel

from app.canvass.forms import DoorLine, PlaceNames, RouteSheet, StopSheet, ThemeLine
from app.config import settings
from app.language import N_, _, now

LAT, LON = 63.44, 10.4
LAT_M, LON_M = 111_400, 49_900
"""Metres in a degree of latitude, and of longitude at this latitude."""
WALK_MINUTES = 5
HALF_HOUSE_M = 7
THEMES = [N_("Skole og barnehage"), N_("Buss og trafikk"), N_("Bolig"), N_("Annet")]


@dataclass(frozen=True)
class _Resident:
    """What happens at a door, what one can answer, and what comes of it; «» when nobody opens."""

    says: str
    replies: tuple[tuple[str, str], ...] = ()


NOBODY = _Resident(N_("Du ringer på og venter litt. Ingen kommer. Trykk «Ingen hjemme»."))
BUS = _Resident(
    N_("En kvinne åpner: «Hei, hva gjelder det?»"),
    (
        (
            N_("«Hei, jeg kommer fra lokallaget. Hva er viktigst for deg her i bydelen?»"),
            N_(
                "Bra: hvem du er, og et åpent spørsmål. «Bussen går for sjelden om kvelden», sier hun. "
                "Takk for praten, trykk «Snakket», og skriv saken under «Notat»."
            ),
        ),
        (
            N_("«Hei, kommer du til å stemme på oss?»"),
            N_("Da lukker samtalen seg, og svaret skal vi ikke vite. Spør heller hva som er viktig."),
        ),
    ),
)
BUSY = _Resident(
    N_("En mann på vei ut: «Jeg har ikke tid.»"),
    (
        (
            N_("«Helt greit. Ha en fin kveld!»"),
            N_("Bra. Et nei er et nei, og han husker at du var hyggelig. Trykk «Nei takk»."),
        ),
        (
            N_("«Det tar bare to minutter!»"),
            N_("Han blir stresset, og du får ikke høre noe. Si takk og ha en fin kveld, og gå videre."),
        ),
    ),
)
WRITING = _Resident(
    N_("«Skriver du ned hva jeg mener?»"),
    (
        (
            N_("«Bare saken, hvis du vil. Aldri hvem som sa det, og ikke hvor.»"),
            N_("Helt riktig. Notatet har verken navn, adresse eller klokkeslett. Trykk «Snakket»."),
        ),
        (
            N_("«Ja, jeg noterer navnet ditt så vi husker deg.»"),
            N_("Nei! Vi noterer aldri navn. Vil noen bli kontaktet, viser du dem koden under «Hjelp»."),
        ),
    ),
)
CHILD = _Resident(
    N_("Et barn åpner døra."),
    (
        (
            N_("«Hei! Er det en voksen hjemme?» Du går et skritt bakover."),
            N_("Bra. Kommer ingen voksen, sier du ha det og går. Trykk «Ingen hjemme»."),
        ),
        (
            N_("«Hva synes mamma og pappa om skolen?»"),
            N_("Vi spør aldri barn. Spør etter en voksen, og gå hvis ingen kommer."),
        ),
    ),
)
ANGRY = _Resident(
    N_("«Dere politikere er alle like. Gå herfra!»"),
    (
        (
            N_("«Beklager at jeg forstyrret. Ha en fin kveld.»"),
            N_("Bra. Diskuter aldri. Trykk «Nei takk», og si fra til makkeren din hvordan det gikk."),
        ),
        (
            N_("«Vi er slett ikke like, hør her …»"),
            N_("Det blir bare verre. Gå rolig, og ring generalen hvis det blir ubehagelig."),
        ),
    ),
)
JOIN = _Resident(
    N_("«Jeg er enig med dere! Kan jeg bli med?»"),
    (
        (
            N_("«Så hyggelig! Skann koden her, så melder du deg på selv.»"),
            N_("Perfekt: personen melder seg på selv, på sin egen telefon. Trykk «Snakket»."),
        ),
        (
            N_("«Supert, gi meg nummeret ditt, så skriver jeg det ned.»"),
            N_("Vi skriver aldri ned kontakten til noen på døra. Vis koden under «Hjelp» i stedet."),
        ),
    ),
)


@dataclass(frozen=True)
class _House:
    street: str
    number: str
    east_m: float
    north_m: float
    residents: tuple[_Resident, ...]


HOUSES = (
    _House("Furuveien", "2", 0, 15, (NOBODY,)),
    _House("Furuveien", "3", 25, -15, (BUS,)),
    _House("Furuveien", "4", 50, 15, (BUSY,)),
    _House("Granstien", "1", 95, 30, (WRITING, CHILD, ANGRY, JOIN)),
)
STREETS = {"Furuveien": [(-40, 0), (80, 0)], "Granstien": [(80, -40), (80, 70)]}
WALK = [(-40, 0), (0, 0), (25, 0), (50, 0), (80, 0), (80, 30)]


class DialogueLine(BaseModel):
    """What somebody says at a door, and what one can answer: the words, and what comes of them."""

    door: int
    says: str
    replies: list[tuple[str, str]]


class PracticeSheet(RouteSheet):
    """A route sheet with its map and its residents in it."""

    map: dict[str, object]
    dialogues: list[DialogueLine]


def practice_sheet() -> PracticeSheet:
    """Give the practice route as a phone gets a real one; made anew for each who asks, and kept nowhere."""
    begins = now()
    return PracticeSheet(
        assignment=uuid5(NAMESPACE_URL, "dorbank:practice"),
        district="Øvingsbyen",
        route=_("Øverute"),
        colour="#0f6b5c",
        team=1,
        back=False,
        people=[],
        minutes=WALK_MINUTES,
        starts_at=begins.isoformat(),
        ends_at=(begins + timedelta(hours=12)).isoformat(),
        meeting_place=_("Sofaen"),
        meeting=_place(*WALK[0]),
        gathering="",
        contact=settings().contact,
        phone="",
        talking_points=_("Si hvem du er. Spør hva som er viktig. Hør etter. Takk for praten."),
        points=[],
        candidates=[],
        note_token="",
        sending_token="",
        handover_key="",
        themes=[ThemeLine(id=uuid5(NAMESPACE_URL, name), name=_(name)) for name in THEMES],
        place=PlaceNames(streets=list(STREETS), words=["Øvingsbyen"]),
        path=[_place(*point) for point in WALK],
        stops=[_stop(seq, house) for seq, house in enumerate(HOUSES, 1)],
        has_map=True,
        map=_map(),
        dialogues=[
            DialogueLine(
                door=_door_id(seq, n),
                says=_(resident.says),
                replies=[(_(words), _(outcome)) for words, outcome in resident.replies],
            )
            for seq, house in enumerate(HOUSES, 1)
            for n, resident in enumerate(house.residents, 1)
        ],
    )


def _place(east_m: float, north_m: float) -> tuple[float, float]:
    return (round(LAT + north_m / LAT_M, 6), round(LON + east_m / LON_M, 6))


def _door_id(seq: int, n: int) -> int:
    return 10 * seq + n


def _stop(seq: int, house: _House) -> StopSheet:
    lat, lon = _place(house.east_m, house.north_m)
    alone = len(house.residents) == 1
    doors = [
        DoorLine(
            id=_door_id(seq, n),
            floor="" if alone else _("{n}. etasje").format(n=(n + 1) // 2),
            label="" if alone else _("Dør {n}").format(n=1 + (n + 1) % 2),
        )
        for n in range(1, len(house.residents) + 1)
    ]
    return StopSheet(
        seq=seq,
        address=seq,
        street=house.street,
        number=house.number,
        lat=lat,
        lon=lon,
        stand_in=False,
        do_not_visit=False,
        facts=[],
        doors=doors,
    )


def _map() -> dict[str, object]:
    """Draw the streets and the houses as the phone's own map has them."""
    streets = [
        _feature("street", name, "LineString", [_lon_lat(*point) for point in line])
        for name, line in STREETS.items()
    ]
    return {"type": "FeatureCollection", "features": streets + [_building(house) for house in HOUSES]}


def _building(house: _House) -> dict[str, object]:
    size = HALF_HOUSE_M * (1 if len(house.residents) == 1 else 2)
    corners = [(-size, -size), (size, -size), (size, size), (-size, size), (-size, -size)]
    ring = [_lon_lat(house.east_m + east, house.north_m + north) for east, north in corners]
    return _feature("building", "", "Polygon", [ring])


def _lon_lat(east_m: float, north_m: float) -> list[float]:
    lat, lon = _place(east_m, north_m)
    return [lon, lat]


def _feature(kind: str, name: str, shape: str, coordinates: Sequence[object]) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name},
        "geometry": {"type": shape, "coordinates": coordinates},
    }
