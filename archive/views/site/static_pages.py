"""Pages of plain text, with the figures of the rules they speak of."""

from datetime import timedelta

from django.views.generic import TemplateView

from comments import ip_addresses
from comments.policies import permissions, screening

FIGURES = {
    "shortest": screening.SHORTEST,
    "longest": screening.LONGEST,
    "edit_minutes": permissions.EDIT_WINDOW // timedelta(minutes=1),
    "first_held": screening.FIRST_COMMENTS_HELD,
    "links_held": screening.LINKS_HELD,
    "flags_for_queue": screening.FLAGS_FOR_QUEUE,
    "flags_to_hide": screening.FLAGS_TO_HIDE,
    "address_days": ip_addresses.KEPT_FOR.days,
}


def text_page(name):
    """A view of the template of this name."""
    return TemplateView.as_view(template_name=f"archive/{name}.html", extra_context=FIGURES)
