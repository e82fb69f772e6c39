"""Arranging for turf: a hand-drawn district, a cut of it, and the engine's process ended after the tests."""

import time
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from sqlmodel import Session, select
from turf.hand_drawn import Size, draw_district

from app.config import settings
from app.districts.models import Address, District
from app.language import now
from app.people.models import Role
from app.turf import worker
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop

DrawDistrict = Callable[..., District]
CutByHand = Callable[[District], Cut]
Finish = Callable[..., Cut]
PATIENCE_SECONDS = 240  # the engine may have to be compiled first, on a busy machine


@pytest.fixture(scope="session", autouse=True)
def engine_process() -> Iterator[None]:
    """Leave no process behind."""
    yield
    worker.stop_engine()


@pytest.fixture
def general(sign_in: SignIn) -> SignedInPerson:
    return sign_in(Role.GENERAL, name="Gunnar General")


@pytest.fixture
def draw(session: Session) -> DrawDistrict:
    """Give a function that stores a district with streets, addresses and doors: `draw(Size(2, 3))`."""

    def make(size: Size | None = None, name: str = "Bakkebyen") -> District:
        return draw_district(session, settings().data, size or Size(3, 4), name)

    return make


@pytest.fixture
def finish(session: Session) -> Finish:
    """Give a function that waits until the engine is done with a cut: `finish("/cuts/…")`."""

    def wait(location: str) -> Cut:
        cut_id = UUID(location.rsplit("/", 1)[1])
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            session.rollback()
            session.expire_all()
            cut = session.get_one(Cut, cut_id)
            if cut.status not in {CutStatus.WAITING, CutStatus.RUNNING, CutStatus.CHANGING}:
                session.rollback()
                return cut
            time.sleep(0.05)
        raise TimeoutError(f"the engine did not finish within {PATIENCE_SECONDS} s")

    return wait


@pytest.fixture
def by_street(session: Session) -> CutByHand:
    """Give a function that makes a cut with one walk route a street, as if the engine had made it."""

    def make(district: District) -> Cut:
        cut = Cut(district_id=district.id, made_at=now(), status=CutStatus.DONE)
        session.add(cut)
        session.flush()
        rows = session.exec(select(Address).where(Address.district_id == district.id).order_by("id")).all()
        streets = sorted({address.street for address in rows})
        for number, street in enumerate(streets, 1):
            _add_route(session, cut, number, [one for one in rows if one.street == street])
        session.commit()
        return cut

    return make


@pytest.fixture
def cut(draw: DrawDistrict, by_street: CutByHand) -> Cut:
    """Make a cut of three routes: A-gata, B-gata and C-gata, in this order from the south."""
    return by_street(draw())


def _add_route(session: Session, cut: Cut, number: int, addresses: Sequence[Address]) -> None:
    route = WalkRoute(
        cut_id=cut.id,
        number=number,
        name=addresses[0].street,
        colour=number - 1,
        laid_minutes=90,
        walk_m=500,
        laid_addresses=len(addresses),
        laid_doors=sum(address.doors for address in addresses),
        path='{"type":"LineString","coordinates":[[10.4,63.43],[10.41,63.43]]}',
    )
    session.add(route)
    session.flush()
    session.add_all(
        WalkStop(walk_route_id=route.id, seq=seq, address_id=address.id or 0)
        for seq, address in enumerate(addresses, 1)
    )


def start(client: TestClient, district: District, **wishes: str) -> str:
    """Ask for a cut as the form does, and give the address of its page."""
    answer = client.post(f"/districts/{district.id}/cuts", data={"by": "minutes", **wishes})
    assert answer.status_code == 303
    return answer.headers["location"]
