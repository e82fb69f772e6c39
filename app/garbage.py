"""Keep Python's garbage collector from looking through what stays as long as the server does."""

import gc
from importlib import import_module


def set_libraries_apart() -> None:
    """Import the site and take all that is there then, some 300,000 objects, out of later collections.

    Otherwise about one answer in twenty waits a quarter of a second while the collector looks at them all.
    """
    import_module("app.main")
    gc.freeze()
