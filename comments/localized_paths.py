"""Paths as they are stored, and as they are in a language."""

from django.urls import translate_url
from django.utils.translation import get_language, override


def localized(path):
    """A path without a language prefix, as it is in the language being spoken."""
    language = get_language()
    # Only paths of the language being spoken are understood.
    with override(None):
        return translate_url(path, language)
