"""Logs that hold no person: no paths with tokens, no bodies, no exception texts."""

import logging
import traceback

import structlog


class QuietFormatter(logging.Formatter):
    """Write an exception as its kind and where it happened; its text may quote a name or a note."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        if not isinstance(ei, tuple) or ei[1] is None:
            return ""
        frames = traceback.extract_tb(ei[2])[-8:]
        return "\n".join([type(ei[1]).__name__, *(f"  {f.filename}:{f.lineno} in {f.name}" for f in frames)])


def configure_logs() -> None:
    """Send structlog and the standard library's loggers to stderr, one line an event."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
