"""What several views do alike."""

from django.http import Http404

from ..exceptions import Gone
from ..page_cache.dependencies import on_page


class PagedMixin:
    """For Django's list views: says which page of the list is made."""

    def paginate_queryset(self, queryset, page_size):
        paginator, page, *rest = super().paginate_queryset(queryset, page_size)
        on_page(self.request, page.number)
        return paginator, page, *rest


def get_visible(things, user, **lookup):
    """The thing of this publication queryset that the user may see.

    Raises Gone if it was withdrawn, Http404 if there is none or it is not public yet.
    """
    thing = things.visible_to(user).filter(**lookup).first()
    if thing is not None:
        return thing
    if withdrawn := things.model.objects.withdrawn().filter(**lookup).first():
        raise Gone(withdrawn)
    raise Http404
