"""IP addresses of those who write: cut short before they are stored, and dropped after a while."""

import ipaddress
from datetime import timedelta

# Enough to see a flood from one network, not enough to know a household.
KEPT_BITS = {4: 24, 6: 48}
KEPT_FOR = timedelta(days=30)


def shortened(ip_address):
    """The network of an IP address (/24, or /48 for IPv6) as text; empty if it is none."""
    try:
        whole = ipaddress.ip_address(ip_address.strip())
    except ValueError:
        return ""
    return str(
        ipaddress.ip_network((whole, KEPT_BITS[whole.version]), strict=False).network_address
    )
