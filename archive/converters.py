"""What the parts of an address may look like."""

from django.urls import register_converter


class SlugConverter:
    """A slug in any script; Django's own knows only ASCII."""

    regex = r"[-\w]{1,200}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SlugConverter, "unislug")
