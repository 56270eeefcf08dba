"""Dates as editors type them, as exact as they are known."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models.base import Precision

FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_date(text):
    """A date and its precision from “2007”, “2007-01”, “2007-01-31” or nothing.

    Raises ValidationError for anything else.
    """
    text = text.strip()
    if not text:
        return None, Precision.NONE
    if found := FORM.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return date(year, month or 1, day or 1), precision
        except ValueError:
            pass
    raise ValidationError(_("Write a date as 2007, 2007-01 or 2007-01-31, or nothing."))
