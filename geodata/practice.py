"""Make Øvingsbyen, the practice town: official files about a place that does not exist.

About 1,500 addresses and 3,000 doors in four districts, with a river and few bridges, a hill with steps, a
railway, blocks with stairwells, terraces, villas, blind alleys, an island without a bridge, and a few
troublesome records. It goes in through the same importers as real files.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from geodata.practice_town.areas import districts
from geodata.practice_town.homes import build
from geodata.practice_town.junctions import with_junctions
from geodata.practice_town.map_file import write_districts, write_map
from geodata.practice_town.place import KOMMUNE
from geodata.practice_town.plan import streets
from geodata.practice_town.tables import write_tables
from geodata.practice_town.trouble import trouble


@dataclass(frozen=True)
class PracticeFiles:
    """The files of the practice town, all in one folder."""

    register: Path
    dwellings: Path
    map: Path
    districts: Path


def make_practice_town(folder: Path) -> PracticeFiles:
    """Write the practice town's files; those of an earlier time are replaced.

    Parameters
    ----------
    folder
        Where to write; made if missing.

    Returns
    -------
    PracticeFiles
        The register (EPSG:25832) and the dwellings as CSV, the map as `.osm.pbf`, the districts as GeoJSON.
        The content is the same every time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = PracticeFiles(
        register=folder / f"Basisdata_{KOMMUNE}_Ovingsbyen_25832_MatrikkelenAdresse.csv",
        dwellings=folder / f"Basisdata_{KOMMUNE}_Ovingsbyen_25832_MatrikkelenAdresseLeilighetsniva.csv",
        map=folder / "ovingsbyen.osm.pbf",
        districts=folder / f"bydeler_{KOMMUNE}.geojson",
    )
    drawn, areas, troublesome = streets(), districts(), trouble()
    town = build(drawn)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as making:
        made = [Path(making) / path.name for path in vars(names).values()]
        write_tables(made[0], made[1], [*town.homes, *troublesome.homes], areas)
        write_map(made[2], drawn, with_junctions(drawn), [*town.houses, *troublesome.houses])
        write_districts(made[3], areas)
        for path in made:
            shutil.move(path, folder / path.name)
    return names
