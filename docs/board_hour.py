"""Try the board leader's hour and take its pictures and times: `.venv/bin/python docs/board_hour.py`."""

import sys
import tempfile
import time
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent / "tests")]

import board_hour as hour  # noqa: E402 - after the path is set
from live import DESK, Site, Visit, chromium, free_port, open_visit  # noqa: E402 - as above
from playwright.sync_api import Browser  # noqa: E402 - as above
from walking import team_links  # noqa: E402 - as above

PICTURES = DOCS / "trials" / "pictures"


def main() -> None:
    """Serve the practice town and go through the hour."""
    with tempfile.TemporaryDirectory() as data:
        site = Site(Path(data), free_port())
        for command in ("migrate", "practice"):
            site.command(command)
        members = Path(data) / "medlemmer.csv"
        members.write_bytes(hour.member_list())
        site.start()
        try:
            with chromium() as browser:
                go_through(browser, site, members)
        finally:
            site.stop()


def go_through(browser: Browser, site: Site, members: Path) -> None:
    """Do what the test does, with a picture and a time at each step."""
    board = open_visit(browser, site, DESK)
    board.come_in(site.sign_in_links()["board"])
    callers, clock = hour.bring_in_callers(site), Clock()
    calling_round = hour.open_calling_round(board, look, members)
    clock.tell("members in, a hundred on the list")
    round_id = hour.plan_round(board, look)
    clock.tell("a round planned")
    hour.ring_at_once(callers, calling_round, round_id, 2 * hour.TEAMS)
    clock.tell(f"{sum(len(each.rung) for each in callers)} rung")
    board.go(f"/calling-rounds/{calling_round}")
    look(board, "rung")
    hour.make_teams(board, look, round_id)
    clock.tell("teams and routes")
    links = [link.url for link in team_links(site) if link.round_id == round_id]
    hour.hold([hour.Phone.joins(site, link) for link in links], 30)
    clock.tell(f"{len(links)} phones out and back")
    board.go(f"/rounds/{round_id}/live")
    look(board, "live")
    hour.debrief(board, look, round_id)
    clock.tell("debrief closed")
    board.go("/goal")
    look(board, "goal")


class Clock:
    """Tells how long each step took."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def tell(self, step: str) -> None:
        """Print a step with its seconds."""
        before, self.last = self.last, time.monotonic()
        sys.stdout.write(f"{self.last - before:6.1f} s  {step}\n")


def look(visit: Visit, name: str) -> None:
    """Save what the board leader sees, from the top of the page."""
    visit.page.evaluate("scrollTo(0, 0)")
    visit.page.screenshot(path=PICTURES / f"board-{name}.png")


if __name__ == "__main__":
    main()
