"""Line charts written as SVG: a title, two axes, series with their names at their ends."""

import math
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 900, 520
LEFT, RIGHT, TOP, BOTTOM = 80, 200, 76, 60
LABEL_GAP = 17  # pixels between names at the right edge
TEXT = 'font-family="system-ui, sans-serif" fill="#222222"'


@dataclass(frozen=True)
class Series:
    """A line with a name; points rise in x."""

    name: str
    colour: str
    points: list[tuple[float, float]]
    is_dashed: bool = False


@dataclass(frozen=True)
class Axis:
    """A range of numbers laid out on pixels."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool

    def place(self, value: float) -> float:
        """Give the pixel of a value."""
        share = (self.scaled(value) - self.scaled(self.low)) / (
            self.scaled(self.high) - self.scaled(self.low)
        )
        return self.start + share * (self.end - self.start)

    def scaled(self, value: float) -> float:
        """Give what is laid out evenly."""
        return math.log10(value) if self.is_log else value

    def ticks(self) -> list[float]:
        """Choose round numbers within the range."""
        if self.is_log:
            powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            found = [m * 10.0**p for p in powers for m in (1, 2, 5)]
        else:
            rough = (self.high - self.low) / 5
            unit = 10.0 ** math.floor(math.log10(rough))
            step = next(unit * m for m in (1, 2, 5, 10) if unit * m >= rough)
            found = [step * k for k in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
        return [value for value in found if self.low <= value <= self.high]


def chart(title: str, names: tuple[str, str], series: list[Series], *, is_log: tuple[bool, bool]) -> str:
    """Draw series over two axes."""
    xs = [x for one in series for x, _ in one.points]
    ys = [y for one in series for _, y in one.points]
    across = Axis(min(xs), max(xs), LEFT, WIDTH - RIGHT, is_log[0])
    room = (max(ys) - min(ys)) * 0.06 or max(ys) * 0.1
    low, high = (min(ys) / 1.3, max(ys) * 1.3) if is_log[1] else (min(ys) - room, max(ys) + room)
    up = Axis(low, high, HEIGHT - BOTTOM, TOP, is_log[1])
    drawn = [
        f'<text x="{LEFT}" y="28" font-size="18" font-weight="600" {TEXT}>{escape(title)}</text>',
        written((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, names[0]),
        written(LEFT, TOP - 10, names[1]),
        *grid(across, up),
    ]
    for one in series:
        drawn += curve(one, across, up)
    return document(WIDTH, HEIGHT, drawn + labels(series, up))


def grid(across: Axis, up: Axis) -> list[str]:
    """Draw the round numbers and their lines."""
    drawn = []
    for value in up.ticks():
        y = up.place(value)
        drawn.append(f'<path d="M{across.start} {y:.1f}H{across.end}" stroke="#e2e2de"/>')
        drawn.append(written(across.start - 8, y + 5, f"{value:,.6g}", anchor="end"))
    for value in across.ticks():
        x = across.place(value)
        drawn.append(f'<path d="M{x:.1f} {up.start}v6" stroke="#888888"/>')
        drawn.append(written(x, up.start + 22, f"{value:,.6g}"))
    return drawn


def written(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    """Write a word on the picture."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="{anchor}" {TEXT}>{escape(words)}</text>'
    )


def curve(one: Series, across: Axis, up: Axis) -> list[str]:
    """Draw one line, with a dot at each measured point."""
    places = [(across.place(x), up.place(y)) for x, y in one.points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dash = ' stroke-dasharray="5 5"' if one.is_dashed else ""
    drawn = [f'<polyline points="{line}" fill="none" stroke="{one.colour}" stroke-width="2.2"{dash}/>']
    if not one.is_dashed:
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{one.colour}"/>' for x, y in places]
    return drawn


def labels(series: list[Series], up: Axis) -> list[str]:
    """Write the names at the right edge, moved apart where they would lie on each other."""
    drawn, last = [], -math.inf
    for one in sorted(series, key=lambda one: up.place(one.points[-1][1])):
        y = max(up.place(one.points[-1][1]) + 5, last + LABEL_GAP)
        last = y
        drawn.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{y:.1f}" font-size="13" font-family="system-ui, sans-serif" '
            f'fill="{one.colour}">{escape(one.name)}</text>'
        )
    return drawn


def document(width: float, height: float, drawn: list[str]) -> str:
    """Put a drawing on white paper."""
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#ffffff"/>', *drawn, "</svg>"])
