"""Heights of the ground: grids in Esri ASCII (`.asc`) kept as arrays, and read off at places.

References
----------
GDAL, AAIGrid -- Arc/Info ASCII Grid, https://gdal.org/en/stable/drivers/raster/aaigrid.html
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geodata.errors import NotGridError, SourceMissingError
from geodata.projection import to_metres

Floats = npt.NDArray[np.float64]
HEADER_LINES = 6
NEEDED = {"ncols", "nrows", "cellsize"}


@dataclass(frozen=True)
class Grid:
    """Heights in metres at the middles of square cells.

    Attributes
    ----------
    west, south
        Middle of the south-western cell, metres in the plane of `epsg`.
    cell_m
        From middle to middle.
    height_m
        float32, shape (rows, columns), from south to north and west to east; NaN where nothing is known.
    epsg
        25832 or 25833.
    """

    west: float
    south: float
    cell_m: float
    height_m: npt.NDArray[np.float32]
    epsg: int


def read_grid(path: Path, epsg: int) -> Grid:
    """Read an Esri ASCII grid.

    Parameters
    ----------
    path
        A plain text file with its header lines and one number for each cell, from the north-west on.
    epsg
        25832 or 25833; the format does not say.

    Raises
    ------
    SourceMissingError
        If there is no such file.
    NotGridError
        If the header lacks something, or there are not as many numbers as it says.
    """
    if not path.is_file():
        raise SourceMissingError(path.name)
    try:
        text = path.read_text(encoding="ascii")
        header, body = _split(text)
        columns, rows = int(header["ncols"]), int(header["nrows"])
        numbers = [np.array(line.split(), np.float32) for line in body.splitlines()]
        height = np.concatenate(numbers).reshape(rows, columns)[::-1].copy()
    except (ValueError, KeyError) as error:  # a UnicodeDecodeError is a ValueError
        raise NotGridError(path.name) from error
    height[height == np.float32(header.get("nodata_value", -9999.0))] = np.nan
    cell_m = header["cellsize"]
    return Grid(_middle(header, "xll", cell_m), _middle(header, "yll", cell_m), cell_m, height, epsg)


def _split(text: str) -> tuple[dict[str, float], str]:
    """Part the header, «name value» a line, from the numbers."""
    lines = text.split("\n", HEADER_LINES)
    header: dict[str, float] = {}
    while lines and lines[0][:1].isalpha():
        name, value = lines.pop(0).split()
        header[name.lower()] = float(value)
    if not header.keys() >= NEEDED or header["cellsize"] <= 0:
        raise ValueError("the header lacks something")
    return header, "\n".join(lines)


def _middle(header: dict[str, float], side: str, cell_m: float) -> float:
    """Give the middle of the first cell, from its corner or as it stands."""
    return header[f"{side}center"] if f"{side}center" in header else header[f"{side}corner"] + cell_m / 2


def height_at(grid: Grid, lon: Floats, lat: Floats) -> Floats:
    """Give the heights at some places between the four middles around each, in proportion.

    In the outer half of the outermost cells, those between the middles nearest to them: so that grids that
    lie side by side leave no strip between them.

    Parameters
    ----------
    grid
        Heights.
    lon, lat
        Shape (n,), degrees, EPSG:4326.

    Returns
    -------
    numpy.ndarray
        Metres, shape (n,); NaN outside the grid and beside a cell that nothing is known of.
    """
    easting, northing = to_metres(lon, lat, grid.epsg)
    across, up = (easting - grid.west) / grid.cell_m, (northing - grid.south) / grid.cell_m
    rows, columns = grid.height_m.shape
    inside = (across >= -0.5) & (up >= -0.5) & (across <= columns - 0.5) & (up <= rows - 0.5)
    column = np.clip(np.floor(across), 0, max(0, columns - 2)).astype(np.int64)
    row = np.clip(np.floor(up), 0, max(0, rows - 2)).astype(np.int64)
    right, top = np.minimum(column + 1, columns - 1), np.minimum(row + 1, rows - 1)
    x, y = np.clip(across - column, 0, 1), np.clip(up - row, 0, 1)
    low = grid.height_m[row, column] * (1 - x) + grid.height_m[row, right] * x
    high = grid.height_m[top, column] * (1 - x) + grid.height_m[top, right] * x
    return np.where(inside, low * (1 - y) + high * y, np.nan)


def keep_grid(folder: Path, name: str, grid: Grid) -> None:
    """Keep a grid under a name; one of the same name is replaced at once or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{name}.half"
    with half.open("wb") as file:
        np.savez_compressed(
            file, height_m=grid.height_m, place=np.array([grid.west, grid.south, grid.cell_m, grid.epsg])
        )
    half.replace(folder / f"{name}.npz")


def kept_heights(folder: Path, lon: Floats, lat: Floats) -> Floats:
    """Give the heights at some places from the kept grids, by name; NaN where none knows.

    Parameters
    ----------
    folder
        Where grids are kept; it may be missing.
    lon, lat
        Shape (n,), degrees, EPSG:4326.

    Returns
    -------
    numpy.ndarray
        Metres, shape (n,).
    """
    found = np.full(len(lon), np.nan)
    for file in sorted(folder.glob("*.npz")):
        with np.load(file) as kept:
            west, south, cell_m, epsg = kept["place"].tolist()
            grid = Grid(west, south, cell_m, kept["height_m"], int(epsg))
        found = np.where(np.isnan(found), height_at(grid, lon, lat), found)
    return found
