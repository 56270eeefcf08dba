"""Addresses of those who write: cut short before they are stored, and dropped after a while."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.utils import timezone

from .models import Comment

# Enough to see a flood from one network, not enough to know a household.
KEPT_BITS = {4: 24, 6: 48}
KEPT_FOR = timedelta(days=30)


def shortened(address):
    """The network of an address (/24, or /48 for IPv6) as text; empty if it is none."""
    try:
        whole = ip_address(address.strip())
    except ValueError:
        return ""
    return str(ip_network((whole, KEPT_BITS[whole.version]), strict=False).network_address)


def forget(now=None):
    """Drop the stored networks that are older than they may be; returns how many."""
    old = (now or timezone.now()) - KEPT_FOR
    return Comment.objects.filter(created_at__lt=old).exclude(address="").update(address="")
