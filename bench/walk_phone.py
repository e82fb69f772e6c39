"""The phone's half of the walk's figures: page weight, readiness, taps."""

import statistics
import time
from io import BytesIO
from uuid import UUID

from live import PHONE, Site, open_visit
from PIL import Image
from playwright.sync_api import Browser
from walking import JOIN, build_stairwell, open_route, team_links

from app import db
from app.rounds.doorstep import MOST_CANDIDATES
from app.rounds.models import Candidate
from app.rounds.pictures import small_picture
from bench.walk_facts import Facts

CPU_SLOWER = 4
KILOBITS = {"fast": 1600, "slow": 400}
LATENCY_MS = {"fast": 150, "slow": 400}
PACE_MS = (300, 1000)
MEASURE_TAPS = """async ({ taps, pace: [least, most] }) => {
  const times = [];
  for (let n = 0; n < taps; n += 1) {
    const before = document.getElementById("progress").textContent;
    const started = performance.now();
    document.querySelector(`.outcome[data-outcome=${["talked", "nobody_home", "no_thanks"][n % 3]}]`).click();
    while (document.getElementById("progress").textContent === before) {
      await new Promise((go) => setTimeout(go, 0));
    }
    times.push(performance.now() - started);
    if (most) await new Promise((go) => setTimeout(go, least + Math.random() * (most - least)));
  }
  return times;
}"""
"""From the tap until the door is shown as saved, which comes after the browser's word that it is on disk.

`pace` is the least and the most time between two taps: a person's, or none, so that each tap finds the phone
busy with what the one before left to do.
"""


def first_load(browser: Browser, site: Site) -> Facts:
    """Weigh the first load of the walk page with all its pictures, and time it with a slow processor."""
    fill_cards(site)
    site.start()
    links = team_links(site)  # a route takes no more phones than the team has people
    weight = 0.0
    ready: Facts = {}
    for line, kilobits in KILOBITS.items():
        visit = open_visit(browser, site, PHONE)
        page = visit.page
        page.goto(links[list(KILOBITS).index(line)].url)
        wire = visit.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.clearBrowserCache")
        wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
        speed = kilobits * 1000 / 8
        wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS[line],
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
        received: list[float] = []
        wire.on(
            "Network.loadingFinished",
            lambda done, received=received: received.append(done["encodedDataLength"]),
        )
        started = time.perf_counter()
        page.get_by_role("button", name=JOIN).click()
        page.locator("#address").wait_for(timeout=60_000)
        ready[line] = round(1000 * (time.perf_counter() - started))
        page.wait_for_timeout(1500)
        weight = max(weight, sum(received) / 1000)
        visit.context.close()
    visit = open_visit(browser, site, PHONE)
    open_route(visit.page, links[0].url)
    visit.page.close()
    visit.context.set_offline(True)
    again = visit.context.new_page()
    started = time.perf_counter()
    again.goto(f"{site.url}/walk")
    again.locator("#address").wait_for()
    home_ms = round(1000 * (time.perf_counter() - started))
    visit.context.close()
    site.stop()
    return {"page_kb": round(weight, 1), "ready_ms": ready, "home_screen_ms": home_ms}


def fill_cards(site: Site) -> None:
    """Give the round as many candidates as a phone takes, with pictures as heavy as they may be."""
    noise = BytesIO()
    Image.effect_noise((600, 600), 90).save(noise, "JPEG")
    picture = small_picture(noise.getvalue())
    round_id = UUID(team_links(site)[0].round_id)
    with site.here(), db.open_session() as session:
        session.add_all(
            Candidate(round_id=round_id, name=f"Kandidat {n}", text="Bor her. " * 40, picture=picture)
            for n in range(MOST_CANDIDATES)
        )
        session.commit()


def taps(browser: Browser, site: Site, doors: int) -> Facts:
    """Time taps on a route of many doors with a processor four times slower."""
    link = team_links(site)[0]
    build_stairwell(site, link, floors=5, doors_a_floor=3, addresses=max(2, doors // 15))
    site.start()
    visit = open_visit(browser, site, PHONE)
    page = open_route(visit.page, link.url)
    visit.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    half = min(doors // 4, 100)
    person: list[float] = page.evaluate(MEASURE_TAPS, {"taps": half, "pace": PACE_MS})
    burst: list[float] = page.evaluate(MEASURE_TAPS, {"taps": half, "pace": (0, 0)})
    visit.context.close()
    site.stop()
    return {
        "tap_doors": doors,
        "tap_ms_p50": round(statistics.median(person), 1),
        "tap_ms_p95": _p95(person),
        "tap_burst_ms_p50": round(statistics.median(burst), 1),
        "tap_burst_ms_p95": _p95(burst),
    }


def _p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[-1], 1)
