"""What the worker does besides sending mails."""

import logging

logger = logging.getLogger(__name__)

# Functions without arguments, called every few seconds: each looks whether there is something
# to do, and must bear being called by two workers at once. A site appends its own.
TASKS = []


def run():
    """Do every task. One that fails is logged, and the others are done all the same."""
    for task in TASKS:
        try:
            task()
        except Exception:
            logger.exception("%s.%s failed", task.__module__, task.__qualname__)
