"""How long a slow phone thinks about a note: the phone's own module in Chromium, its processor throttled."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

from app.programme.screening import Place

STATIC = Path(__file__).parents[1] / "app" / "static"
SLOWER = 6
"""As slow as browsers' own tools make a low-end phone of a computer."""
ADDRESS = "http://phone.test"
KINDS = {".js": "text/javascript", ".json": "application/json", "": "text/html"}
SCREEN = """async ({ texts, place }) => {
  const { clean, fetchRules, makeScreener } = await import("/static/js/walk/screening.js");
  const rules = await fetchRules();
  const started = performance.now();
  const screen = makeScreener(rules, place);
  const ready = performance.now() - started;
  const each = texts.map((text) => {
    const from = performance.now();
    screen(clean(text));
    return performance.now() - from;
  });
  return { ready, each };
}"""


def on_a_slow_phone(texts: Sequence[str], place: Place) -> tuple[list[float], float]:
    """Give the milliseconds of each note, and of getting ready before the first, once a walk."""
    asked = {"texts": list(texts), "place": {"streets": place.streets, "words": place.words}}
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.route(f"{ADDRESS}/**", _answer)
        page.goto(f"{ADDRESS}/")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        took = page.evaluate(SCREEN, json.loads(json.dumps(asked)))
        browser.close()
    return took["each"], took["ready"]


def _answer(route: Route) -> None:
    """Answer with the files that the phone would fetch; no site is needed for them."""
    path = route.request.url.removeprefix(ADDRESS)
    file = STATIC / path.removeprefix("/static/")
    body = file.read_text("utf-8") if path.startswith("/static/") else "<!doctype html><title>-</title>"
    route.fulfill(body=body, content_type=KINDS[Path(path).suffix])
