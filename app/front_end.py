"""Brings the front-end libraries from npm by the lock file and copies the few files we serve."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "app" / "static" / "vendor"
FILES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-css/dist/theme/designsystemet.css": "designsystemet-theme.css",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/dist/images/layers.png": "images/layers.png",
    "leaflet/dist/images/layers-2x.png": "images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "images/marker-icon.png",
}


def bring_libraries() -> None:
    """Install exactly what the lock file names, without running packages' scripts, and copy the whitelist.

    Raises
    ------
    SystemExit
        npm failed; its own words are shown above ours.
    """
    npm = [str(Path(sys.executable).parent / "npm")]
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error"]
    if subprocess.run([*npm, *words], cwd=ROOT, check=False).returncode:  # noqa: S603 - fixed words
        raise SystemExit(
            "The front-end libraries could not be fetched from npm. Check the connection and try again."
        )
    for source, target in FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)
