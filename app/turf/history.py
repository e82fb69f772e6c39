"""What changes by hand leave behind: undo, redo, and the facts for both. Only for the engine's process."""

from uuid import UUID

from sqlmodel import Session, col, delete

from app.language import now
from app.turf.changes import Before, Merge, Move, Order, Recut, RouteFacts, Split
from app.turf.laying import Outcome, Scene
from app.turf.models import CutChange
from app.turf.past import newest_change, next_undone


def undone(scene: Scene, change: CutChange | None) -> Outcome:
    """Give the routes as they were before a change; what has been locked since stays locked."""
    if change is None:
        return Outcome([], [], scene.cut.left_out)
    before = Before.model_validate_json(change.before)
    back = {facts.id for facts in before.routes}
    removed = [UUID(one) for one in change.after if UUID(one) not in back]
    return Outcome(_locked_as_now(scene, before.routes), removed, before.left_out)


def redone(scene: Scene, change: CutChange | None) -> Outcome:
    """Give the routes as they were after a change that was undone."""
    if change is None or change.redo is None:
        return Outcome([], [], scene.cut.left_out)
    after = Before.model_validate_json(change.redo)
    back = {facts.id for facts in after.routes}
    before = Before.model_validate_json(change.before)
    removed = [facts.id for facts in before.routes if facts.id not in back]
    return Outcome(_locked_as_now(scene, after.routes), removed, after.left_out)


def _locked_as_now(scene: Scene, found: list[RouteFacts]) -> list[RouteFacts]:
    known = scene.known
    return [
        facts.model_copy(update={"locked": known[facts.id].locked}) if facts.id in known else facts
        for facts in found
    ]


def remember(
    session: Session, scene: Scene, change: Merge | Split | Move | Order | Recut, found: Outcome
) -> None:
    """Write down how things were before a change; what had been undone can no longer be done again."""
    forgotten = delete(CutChange).where(col(CutChange.cut_id) == scene.cut.id)
    session.exec(forgotten.where(col(CutChange.redo).is_not(None)))
    session.add(
        CutChange(
            cut_id=scene.cut.id,
            version=scene.cut.version,
            touched_in=scene.cut.version,
            made_at=now(),
            kind=change.kind,
            before=_as_now(scene, {facts.id for facts in found.routes} | set(found.removed)),
            after=[str(facts.id) for facts in found.routes],
        )
    )


def mark_undone(session: Session, scene: Scene) -> None:
    """Keep what the newest change had led to, so that it can be done again."""
    newest = newest_change(session, scene.cut.id)
    if newest is not None:
        newest.touched_in = scene.cut.version
        newest.redo = _as_now(scene, {UUID(one) for one in newest.after})


def mark_redone(session: Session, scene: Scene) -> None:
    """Let a change stand again."""
    again = next_undone(session, scene.cut.id)
    if again is not None:
        again.touched_in = scene.cut.version
        again.redo = None


def _as_now(scene: Scene, route_ids: set[UUID]) -> str:
    routes = [facts for facts in scene.known.values() if facts.id in route_ids]
    return Before(routes=routes, left_out=scene.cut.left_out).model_dump_json()
