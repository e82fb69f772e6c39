"""What somebody does to a cut while the engine works out a change of it."""

from conftest import SignedInPerson
from sqlmodel import Session
from turf.conftest import Finish
from turf.desk import change, routes_now

from app.turf import worker
from app.turf.actions import claim_change
from app.turf.changes import Merge
from app.turf.models import Cut
from app.turf.queries import walk_routes


def test_a_route_that_is_locked_while_the_engine_works_stays_as_it_is(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    before = routes_now(session, cut)
    deed = claim_change(session, cut, cut.version, Merge(a.id, b.id))
    session.commit()

    for route in (b, c):
        lock = {"version": cut.version, "locked": "true"}
        assert general.client.post(f"/walk-routes/{route.id}/lock", data=lock).status_code == 303
    worker.submit(deed).result()

    cut = finish(f"/cuts/{cut.id}")
    assert routes_now(session, cut) == before
    assert [one.locked for one in walk_routes(session, cut.id)] == [False, True, True]
    assert "En rute ble låst mens endringen ble regnet ut" in general.client.get(f"/cuts/{cut.id}").text

    general.client.post(f"/walk-routes/{b.id}/lock", data={"version": cut.version, "locked": "false"})
    change(general, cut, "merges", into=a.id, other=b.id)
    finish(f"/cuts/{cut.id}")
    assert [one.locked for one in walk_routes(session, cut.id)] == [False, True]
