"""Texts that came from a source."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from ..exceptions import NotPossible
from ..markup import render_plain
from ..models import Comment
from ..signals import comment_changed
from .editing import rerender
from .locks import lock_discussion
from .transitions import publish_imported

TextOrigin = Comment.TextOrigin


def publish_archived(comments: QuerySet[Comment]) -> None:
    """Publish comments that came from a source: render their text and make them visible.

    They were published there, so no moderator decides again. Count anew afterwards.
    """
    rerender(comments)
    publish_imported(comments)


@transaction.atomic
def replace_archived_text(comment: Comment, text: str, origin: str) -> None:
    """Let a comment that came from a source say `text`: as captured, or retold (`origin`).

    Its state and its counts stay as they are. Raises NotPossible if it was written here, or no
    longer says what the caller saw; nothing changes then.
    """
    lock_discussion(comment.discussion_id)
    changes = {"text": text, "html": render_plain(text), "text_origin": origin}
    archived = Comment.objects.exclude(text_origin=TextOrigin.ORIGINAL)
    seen = archived.filter(pk=comment.pk, text=comment.text)
    if not seen.update(**changes, version=F("version") + 1):
        raise NotPossible(_("This comment does not say any more what its source said."))
    for field, value in changes.items():
        setattr(comment, field, value)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
