"""Texts that could not be sent yet: kept in the session until they are."""

from .comments import ReviewForm

DRAFTS = "comment_drafts"
# A session is no archive: the newest few are enough, and not much longer than a comment may be.
MOST_DRAFTS = 3
LONGEST = 20_000


def keep_draft(request, composer):
    """Keep what was typed for this place across a log-in."""
    drafts = request.session.get(DRAFTS, {})
    drafts.pop(composer.name, None)
    # No form has more fields than that of a review.
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in ReviewForm.base_fields}
    drafts[composer.name] = {name: value for name, value in typed.items() if value}
    request.session[DRAFTS] = dict(list(drafts.items())[-MOST_DRAFTS:])


def draft_of(request, composer):
    """What was kept, as initial values of a form; empty if there is nothing."""
    return request.session.get(DRAFTS, {}).get(composer.name, {})


def forget_draft(request, composer):
    drafts = request.session.get(DRAFTS, {})
    if drafts.pop(composer.name, None) is not None:
        request.session[DRAFTS] = drafts
