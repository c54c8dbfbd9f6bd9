"""How the program logs."""

import logging
import sys

import structlog


def set_up_logging() -> None:
    """Log one line an event, with fixed keys; libraries speak only of trouble.

    Nothing that people wrote, no name and no token may reach a log (SAFETY.md L1, L2).
    """
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,  # which ward, where there are several
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
