"""Texts that could not be posted yet: kept in the session until they are."""

DRAFTS = "comment_drafts"
# A session is no archive: the newest few are enough, and no longer than a comment may be.
MOST_DRAFTS = 3
LONGEST = 20_000


def _name(discussion, parent):
    return f"{discussion.pk}:{parent.pk if parent else ''}"


def keep_draft(request, discussion, parent, data):
    """Keep what was typed for this discussion (or as an answer to `parent`) across a log-in."""
    drafts = request.session.get(DRAFTS, {})
    drafts.pop(_name(discussion, parent), None)
    drafts[_name(discussion, parent)] = {
        name: data.get(name, "")[:LONGEST] for name in ("text", "score", "submission_key")
    }
    request.session[DRAFTS] = dict(list(drafts.items())[-MOST_DRAFTS:])


def draft_of(request, discussion, parent=None):
    """What was kept, as initial values of a form; empty if there is nothing."""
    drafts = request.session.get(DRAFTS, {})
    return {
        name: value for name, value in drafts.get(_name(discussion, parent), {}).items() if value
    }


def forget_draft(request, discussion, parent):
    drafts = request.session.get(DRAFTS, {})
    if drafts.pop(_name(discussion, parent), None) is not None:
        request.session[DRAFTS] = drafts
