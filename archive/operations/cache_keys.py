"""Keys of the cache that workers share."""

from django.utils.crypto import salted_hmac


def hidden(key, key_prefix, version):
    """A key that does not show what it was made from: counters of rates name addresses.

    No address is stored whole, and the table of a cache in the database is stored.
    """
    text = f"{key_prefix}:{version}:{key}"
    return salted_hmac("archive.cache_keys", text, algorithm="sha256").hexdigest()
