"""The walk's program and its styles as one file each: on a thin line every request costs half a second.

The files stay small modules in the repository; nothing is built. They are joined when they are asked for,
each module in a function of its own, so that its names stay its own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from app.config import settings
from app.theme import theme_css
from app.web import APP

STATIC = APP / "static"
ENTRY = STATIC / "js" / "walk" / "start.js"
STYLES = (
    "vendor/designsystemet-theme.css",
    "vendor/designsystemet.css",
    "vendor/leaflet.css",
    "css/app.css",
    "css/walk.css",
)
THEME_BEFORE = "css/app.css"
DESIGN_SYSTEM = "vendor/designsystemet.css"
PARTS = (
    "ds.theme, ",
    "ds.base{.ds-sr-only",
    *(f"ds.components{{{part}" for part in ("[data-size]", ".ds-button{", ".ds-link{", ".ds-skip-link")),
)
LAYER = re.compile(r"@layer (?=ds\.)")
IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<file>[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?P<kind>async function|function|class|const) (?P<name>[\w$]+)", re.MULTILINE)
UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n|^[ \t]*// [^\n]*\n", re.MULTILINE | re.DOTALL)


def walk_program() -> str:
    """Join the walk's modules, each after those that it imports.

    Raises
    ------
    ValueError
        Two modules import each other, or one imports or exports in a way that cannot be joined.
    """
    return _joined(_stamp((STATIC / "js").glob("*/*.js")))


def walk_styles() -> str:
    """Join the walk's styles, with the chapter's colour between the design system and our own."""
    theme = theme_css(settings().colour)
    parts = [(theme + "\n" if name == THEME_BEFORE else "") + _styles(name) for name in STYLES]
    return "\n".join(parts)


def _styles(name: str) -> str:
    """Give a file of styles; of the design system only what the walk uses.

    A browser holds every rule against every door it shows, at every tap: the whole set costs a slow phone a
    third of the tap, and 18 kB.
    """
    text = (STATIC / name).read_text()
    if name != DESIGN_SYSTEM:
        return text
    return "".join(f"@layer {part}" for part in LAYER.split(text) if part.startswith(PARTS))


def _stamp(files: Iterable[Path]) -> float:
    """Give when the newest of some files was written."""
    return max(file.stat().st_mtime for file in files)


@lru_cache(maxsize=1)
def _joined(_written: float) -> str:
    done: dict[Path, str] = {}
    _add(ENTRY, done, ())
    return "\n".join(done.values())


def _add(file: Path, done: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Add a module's text to `done`, after the modules it imports."""
    if file in above:
        raise ValueError(f"{file.name} and {above[-1].name} import each other")
    if file in done:
        return
    text = COMMENT.sub("", file.read_text(encoding="utf-8"))
    for found in IMPORT.finditer(text):
        _add((file.parent / found["file"]).resolve(), done, (*above, file))
    done[file] = _wrapped(file, text)


def _wrapped(file: Path, text: str) -> str:
    """Put a module into a function that gives what it exports."""
    exports = [found["name"] for found in EXPORT.finditer(text)]
    body = EXPORT.sub(r"\g<kind> \g<name>", IMPORT.sub(lambda found: _taken(file, found), text))
    if left := UNKNOWN.search(body):
        raise ValueError(f"{file.name} has a line that cannot be joined: {left[0]}")
    return f"const {_name(file)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _taken(file: Path, found: re.Match[str]) -> str:
    names = found["names"].replace(" as ", ": ")
    return f"const {{{names}}} = {_name((file.parent / found['file']).resolve())};\n"


def _name(file: Path) -> str:
    return f"{file.parent.name}_{file.stem}"
