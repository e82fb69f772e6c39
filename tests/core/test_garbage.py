"""A long look for garbage would come in the middle of somebody's page."""

import gc

from app.garbage import set_libraries_apart


def test_what_the_site_consists_of_is_not_looked_through_again_and_what_a_page_needs_is() -> None:
    try:
        set_libraries_apart()
        page: list[object] = ["a page"]
        page.append(page)

        apart = gc.get_freeze_count()
        looked_through = gc.get_objects()
    finally:
        gc.unfreeze()

    assert apart > 100_000
    assert len(looked_through) < apart / 10
    assert any(one is page for one in looked_through)
