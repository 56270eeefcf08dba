"""What the worker does besides sending mails."""

import logging

from django.utils import timezone

from . import ip_addresses
from .models import Comment

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


def forget_ip_addresses(now=None):
    """Drop the stored networks that are older than they may be; returns how many."""
    old = (now or timezone.now()) - ip_addresses.KEPT_FOR
    return Comment.objects.filter(created_at__lt=old).exclude(ip_address="").update(ip_address="")
