"""Guesses of a code, counted where all workers see them.

A session counts too late: many guesses that are sent at once all find it as it was before.
"""

from allauth.account import app_settings
from allauth.core import context
from django.core.cache import cache


def take_one(code):
    """Whether this code may be guessed once more in this session; counts the guess.

    Each guess adds a row that only one of many can add, so no two of them are counted as one.
    """
    lifetime = app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT
    guesses = range(app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS)
    # Where no account has the address there is no code: that must not be told by the counting.
    key = f"guess:{context.request.session.session_key}:{code}"
    return any(cache.add(f"{key}:{number}", True, lifetime) for number in guesses)
