"""Log-in sessions: no address is stored whole, and none for long."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models.signals import pre_save
from django.utils import timezone

from comments import ip_addresses, periodic_tasks

# The column must hold an address; this one is nobody's.
FORGOTTEN = "0.0.0.0"


def connect():
    """Cut the address of each log-in session before it is stored."""
    pre_save.connect(shorten_ip_address, sender=UserSession)


def shorten_ip_address(sender, instance, **kwargs):
    instance.ip = ip_addresses.shortened(instance.ip) or FORGOTTEN


def forget_expired(now=None):
    """Drop what need not be known any more: old networks of log-ins and comments, dead sessions.

    A worker calls it once a day. Returns how many networks were dropped.
    """
    now = now or timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    old = UserSession.objects.filter(created_at__lt=now - ip_addresses.KEPT_FOR)
    return old.exclude(ip=FORGOTTEN).update(ip=FORGOTTEN) + periodic_tasks.forget_ip_addresses(now)
