"""Finding the one thing a page is about."""

from django.http import Http404

from ..exceptions import Gone


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
