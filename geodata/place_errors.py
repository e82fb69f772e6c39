"""What can be wrong with where things lie: positions and polygons, each with one Norwegian sentence.

GeodataError
├── PositionError             (… and a sister in polygon files, in brackets)
│   ├── NoCrsError            which coordinate system is not said (NoPolygonCrsError)
│   ├── UnknownCrsError       a coordinate system we do not read
│   ├── SwappedCoordinatesError  north and east have changed places (SwappedPolygonError)
│   └── OutsideNorwayError    (PolygonOutsideNorwayError)
└── PolygonError
├── NoPolygonsError       lines or points only
├── EmptyPolygonError     a polygon without area
├── DuplicatePolygonError the same number on two polygons
└── MissingPropertyError  a property that is not there
"""

from geodata.errors import N_, GeodataError


class PositionError(GeodataError):
    """Coordinates that cannot be used."""


class NoCrsError(PositionError):
    """Which coordinate system the numbers are in is not said."""

    template = N_(
        "{file}, linje {line}: koordinatsystem mangler. Skriv EPSG-koden (4258, 25832 eller 25833) "
        "i kolonnen EPSG-kode."
    )


class NoPolygonCrsError(NoCrsError):
    """A GeoJSON file in metres that does not say which metres."""

    template = N_(
        "{file}, flate nr. {line}: tallene er ikke grader, og koordinatsystem mangler. "
        "Eksporter på nytt i WGS84 (EPSG:4326)."
    )


class UnknownCrsError(PositionError):
    """A coordinate system we do not read."""

    template = N_(
        "{file}, linje {line}: koordinatsystemet «{epsg}» leses ikke. "
        "Last ned i EPSG:4258, 25832 eller 25833."
    )


class SwappedCoordinatesError(PositionError):
    """North and east have changed places."""

    template = N_(
        "{file}, linje {line}: nord og øst er byttet om. Bytt kolonnene Nord og Øst, eller hent fila på nytt."
    )


class SwappedPolygonError(SwappedCoordinatesError):
    """A polygon whose points are written with latitude first."""

    template = N_(
        "{file}, flate nr. {line}: breddegrad står før lengdegrad. "
        "Eksporter på nytt; GeoJSON har lengdegrad først."
    )


class OutsideNorwayError(PositionError):
    """A place outside Norway."""

    template = N_(
        "{file}, linje {line}: punktet ({east}, {north}) ligger utenfor Norge. "
        "Se etter om EPSG-koden stemmer med tallene."
    )


class PolygonOutsideNorwayError(OutsideNorwayError):
    """A polygon outside Norway."""

    template = N_(
        "{file}, flate nr. {line}: flata ligger utenfor Norge. "
        "Se etter om koordinatsystemet er oppgitt riktig."
    )


class PolygonError(GeodataError):
    """Polygons that cannot become districts."""


class NoPolygonsError(PolygonError):
    """Lines or points only."""

    template = N_("{file} har ingen flater, bare punkter eller linjer. Velg laget med bydeler eller kretser.")


class EmptyPolygonError(PolygonError):
    """A polygon without area."""

    template = N_("{file}, flate nr. {line}: flata er tom. Tegn den på nytt, eller ta den ut av fila.")


class DuplicatePolygonError(PolygonError):
    """The same number on two polygons with different names."""

    template = N_(
        "{file}, flate nr. {line}: nummeret {number} er alt brukt på en annen flate. "
        "Velg en egenskap der hver flate har sitt eget nummer."
    )


class MissingPropertyError(PolygonError):
    """A property that the caller asked for is not there."""

    template = N_("{file}, flate nr. {line}: egenskapen «{key}» mangler. Velg en av: {keys}.")
