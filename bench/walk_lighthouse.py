"""What Lighthouse says of the pages that people meet, each opened for the first time: the median of five."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from live import DESK, PHONE, Site, Visit, open_visit
from playwright.sync_api import Browser
from walking import open_route, team_links

from bench.walk_facts import Facts, Figure

HERE = Path(__file__).parent / "lighthouse"
BIN = Path(sys.executable).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PUBLIC = ("sign-up",)
Scores = dict[str, float]


def lighthouse(browser: Browser, site: Site, times: int) -> Facts:
    """Ask Lighthouse about the sign-up, walk and goal pages; give the median score of each, of 100, by page.

    The walk and goal pages need somebody's session: it goes along as a header, and nothing else is kept
    from visit to visit, so that every run loads everything.
    """
    if not (HERE / "node_modules").is_dir():
        words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([BIN / "npm", *words], cwd=HERE, check=True)
    site.start()
    pages = _pages(browser, site)
    scores: dict[str, Figure] = {}
    for name, (path, cookie) in pages.items():
        runs = [_run(site.url + path, cookie) for _n in range(times)]
        asked = CATEGORIES if name in PUBLIC else CATEGORIES[:3]
        scores[name] = {each: statistics.median(run[each] for run in runs) for each in asked}
    site.stop()
    return {"lighthouse": scores}


def _pages(browser: Browser, site: Site) -> dict[str, tuple[str, str]]:
    """Give each page's path and the cookies of somebody who may see it."""
    public = open_visit(browser, site, PHONE)
    public.go("/")
    sign_up = public.page.locator("a[href^='/rounds/']").first.get_attribute("href") or "/"
    walker = open_visit(browser, site, PHONE)
    open_route(walker.page, team_links(site)[0].url)
    board = open_visit(browser, site, DESK)
    board.come_in(site.sign_in_links()["board"])
    pages = {
        "sign-up": (sign_up, ""),
        "walk": ("/walk", _cookies(walker)),
        "goal": ("/goal", _cookies(board)),
    }
    for visit in (public, walker, board):
        visit.context.close()
    return pages


def _cookies(visit: Visit) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in visit.context.cookies())


def _run(url: str, cookie: str) -> Scores:
    """Run Lighthouse once, as for a phone; keep what it marks down beside the other results."""
    with tempfile.TemporaryDirectory() as folder:
        headers, report = Path(folder) / "headers.json", Path(folder) / "report.json"
        headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}))
        command: list[str | Path] = [
            BIN / "node",
            HERE / "node_modules" / "lighthouse" / "cli" / "index.js",
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--extra-headers={headers}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ]
        environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
        for last in (False, True):  # Chromium loses a recording now and then, and says so (NO_NAVSTART)
            done = subprocess.run(command, env=environment, check=last, timeout=180)
            if done.returncode == 0:
                break
        found = json.loads(report.read_text())
    for name, audit in found["audits"].items():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"  {url}: {name} {audit['score']} {audit.get('displayValue', '')}", flush=True)
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}
