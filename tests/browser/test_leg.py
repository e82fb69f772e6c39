"""The map shows the way to the next stop: the right piece of a line that passes the same street twice."""

import pytest
from live import PHONE, Visitor

pytestmark = pytest.mark.browser

WAY = """async ({ path, stops, current, others }) => {
  const { placesOnLine, legTo } = await import("/static/js/walk/leg.js");
  const marked = stops.map((stop, at) => ({ ...stop, current: at === current, others: others.includes(at) }));
  return legTo(path, placesOnLine(path, stops), marked);
}"""
DRAWN = """async () => {
  const { drawLeg } = await import("/static/js/walk/leg.js");
  const canvas = Object.assign(document.createElement("canvas"), { width: 100, height: 40 });
  const pen = canvas.getContext("2d");
  drawLeg(pen, [{ x: 5, y: 20 }, { x: 95, y: 20 }], "#ff0000", "#0000ff");
  const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3);
  const row = Array.from({ length: 90 }, (_none, x) => at(5 + x, 20));
  const dark = row.filter(([red]) => red < 128).length;
  return { middle: at(40, 20), rim: at(40, 26), outside: at(40, 32), dark };
}"""
OUT_AND_BACK = [[63.0, 10.0], [63.0, 10.001], [63.0, 10.002], [63.0, 10.003], [63.0, 10.0015], [63.0, 10.0]]
STOPS = [
    {"lat": 63.0001, "lon": 10.0},
    {"lat": 63.0001, "lon": 10.002},
    {"lat": 62.9999, "lon": 10.0015},
    {"lat": 62.9999, "lon": 10.0},
]


def test_the_way_to_the_next_stop_is_the_piece_of_the_line_between_them(visit: Visitor) -> None:
    page = visit(PHONE).go("/")

    def way(current: int, *others: int, path: list[list[float]] = OUT_AND_BACK) -> list[list[float]]:
        facts = {"path": path, "stops": STOPS, "current": current, "others": list(others)}
        return list(page.evaluate(WAY, facts))

    assert way(0) == []
    assert way(1) == [[63.0001, 10.0], *OUT_AND_BACK[:3], [63.0001, 10.002]]
    assert way(2) == [[63.0001, 10.002], *OUT_AND_BACK[2:5], [62.9999, 10.0015]]
    assert way(3, 1, 2) == [[63.0001, 10.0], *OUT_AND_BACK, [62.9999, 10.0]]
    assert way(3, 0, 1, 2) == []
    assert way(1, path=[]) == []
    assert way(-1) == []


def test_the_way_is_drawn_in_the_colour_of_the_route_with_arrows_and_a_rim(visit: Visitor) -> None:
    drawn = visit(PHONE).go("/").evaluate(DRAWN)

    assert drawn["middle"] == [255, 0, 0]
    assert drawn["rim"] == [0, 0, 255]
    assert drawn["outside"] == [0, 0, 0]
    assert drawn["dark"] > 0
