"""The chapter's colour as a scale of accents for the design system, dark enough to read in light and dark."""

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
DARK_PAGE = (0.07, 0.09, 0.1)
TEXT_CONTRAST = 4.5

Rgb = tuple[float, float, float]


def theme_css(colour: str) -> str:
    """Write the accent tokens for a colour «#rrggbb», for light and dark."""
    base = _rgb(colour)
    return "\n".join(
        [
            _block(':root,[data-color-scheme="light"]', _light(base)),
            "@media (prefers-color-scheme: dark) {",
            _block('[data-color-scheme="auto"]', _dark(base)),
            "}",
            _block('[data-color-scheme="dark"]', _dark(base)),
        ]
    )


def _block(selector: str, tokens: dict[str, Rgb]) -> str:
    lines = [f"  --ds-color-accent-{name}: {_hex(rgb)};" for name, rgb in tokens.items()]
    return "\n".join([f"{selector} {{", *lines, "}"])


def _light(base: Rgb) -> dict[str, Rgb]:
    strong = _readable(base, WHITE, BLACK)
    return {
        "background-default": WHITE,
        "background-tinted": _mix(strong, WHITE, 0.05),
        "surface-default": WHITE,
        "surface-tinted": _mix(strong, WHITE, 0.10),
        "surface-hover": _mix(strong, WHITE, 0.17),
        "surface-active": _mix(strong, WHITE, 0.25),
        "border-subtle": _mix(strong, WHITE, 0.35),
        "border-default": _mix(strong, WHITE, 0.85),
        "border-strong": strong,
        "text-subtle": _mix(strong, BLACK, 0.92),
        "text-default": _mix(strong, BLACK, 0.5),
        "base-default": strong,
        "base-hover": _mix(strong, BLACK, 0.85),
        "base-active": _mix(strong, BLACK, 0.7),
        "base-contrast-subtle": _mix(strong, WHITE, 0.12),
        "base-contrast-default": WHITE,
    }


def _dark(base: Rgb) -> dict[str, Rgb]:
    bright = _readable(base, DARK_PAGE, WHITE)
    return {
        "background-default": DARK_PAGE,
        "background-tinted": _mix(bright, DARK_PAGE, 0.08),
        "surface-default": _mix(bright, DARK_PAGE, 0.06),
        "surface-tinted": _mix(bright, DARK_PAGE, 0.14),
        "surface-hover": _mix(bright, DARK_PAGE, 0.22),
        "surface-active": _mix(bright, DARK_PAGE, 0.3),
        "border-subtle": _mix(bright, DARK_PAGE, 0.4),
        "border-default": _mix(bright, DARK_PAGE, 0.85),
        "border-strong": bright,
        "text-subtle": _mix(bright, WHITE, 0.75),
        "text-default": _mix(bright, WHITE, 0.3),
        "base-default": bright,
        "base-hover": _mix(bright, WHITE, 0.85),
        "base-active": _mix(bright, WHITE, 0.7),
        "base-contrast-subtle": _mix(bright, BLACK, 0.2),
        "base-contrast-default": BLACK,
    }


def _readable(colour: Rgb, page: Rgb, towards: Rgb) -> Rgb:
    """Move a colour until it reads on the page by WCAG's 4.5 to 1, with some to spare."""
    for step in range(21):
        tried = _mix(colour, towards, 1 - step / 20)
        if contrast(tried, page) >= TEXT_CONTRAST * 1.15:
            return tried
    return towards


def contrast(one: Rgb, other: Rgb) -> float:
    """Give the contrast ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: Rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    return (
        one[0] * share + other[0] * (1 - share),
        one[1] * share + other[1] * (1 - share),
        one[2] * share + other[2] * (1 - share),
    )


def _rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
