"""Filling in the captured text of archived items, and going back to the retold one."""

from enum import StrEnum

from django.db import transaction

from comments.actions.archived import replace_archived_text
from comments.models import Comment, Discussion

from ..actions import revisions
from ..models import Film, Post
from .capture_layouts import read_pages
from .captures import find_items
from .items import Wording


class Outcome(StrEnum):
    """What became of an item."""

    RESTORED = "restored"
    RETOLD = "retold again"
    AS_CAPTURED = "already as captured"
    AS_RETOLD = "already retold"
    KEPT = "kept: changed here"
    MISSING = "missing here"


def restore(paths, *, dry_run=False):
    """Give each item of the pages saved at `paths` its captured text.

    Returns pairs of an item and its outcome. Raises NotAsCaptured, before anything is written,
    if one of the files is not a whole page of the collection.
    """
    pages = read_pages()
    found = {}
    for path in paths:
        found |= find_items(path, pages)
    wanted = {item: item.verbatim(lines) for item, lines in found.items()}
    return bring(wanted, Outcome.RESTORED, Outcome.AS_CAPTURED, dry_run)


def retell(*, dry_run=False):
    """Give each captured item the retold text of the fixtures back; pairs as from `restore`."""
    wanted = {item: item.retold for page in read_pages() for item in page.items}
    return bring(wanted, Outcome.RETOLD, Outcome.AS_RETOLD, dry_run)


@transaction.atomic
def bring(wanted, changed, unchanged, dry_run):
    """Let each item say what is wanted, unless what it says now is an editor's.

    `changed` and `unchanged` are the outcomes of an item that has to be written, and of one that
    already says it.
    """
    rows = lock_rows(wanted)
    outcomes = {}
    for item, wording in wanted.items():
        present = wording_of(rows[item.key], item) if item.key in rows else None
        if present is None:
            outcomes[item] = Outcome.MISSING
        elif present == wording:
            outcomes[item] = unchanged
        else:
            outcomes[item] = changed if is_ours(item, present, wording) else Outcome.KEPT
    if not dry_run:
        writes = [rows[item.key] for item, outcome in outcomes.items() if outcome == changed]
        wordings = {item.key: wording for item, wording in wanted.items()}
        # Comments last: versions are moved in the order of their names, the content's first.
        for row in sorted(writes, key=lambda row: isinstance(row, Comment)):
            write(row, wordings[str(row.key)])
    return list(outcomes.items())


def is_ours(item, present, wanted):
    """Whether nobody here wrote what the item says: it is, to the letter, retold or captured."""
    return present.words in (item.retold.words, wanted.words) or item.is_captured(present)


def lock_rows(items):
    """The rows of these items by their keys, held to the end of the transaction.

    All at once, owners before discussions before comments as in every other act: so nobody
    waits here for somebody who waits for us.
    """
    keys = [item.key for item in items]
    posts = Post.objects.select_for_update().filter(key__in=keys).order_by("pk")
    films = Film.objects.select_for_update().filter(key__in=keys).order_by("pk")
    owners = [*films, *posts.prefetch_related("figures")]
    comments = Comment.objects.filter(key__in=keys).order_by("pk")
    discussions = {getattr(owner, f"{name}_id") for owner in owners for name in owner.DISCUSSIONS}
    discussions.update(comments.values_list("discussion", flat=True))
    list(Discussion.objects.select_for_update().filter(pk__in=discussions).order_by("pk"))
    return {str(row.key): row for row in [*owners, *comments.select_for_update()]}


def wording_of(row, item):
    """What a row says now, with the captions that the item has in the fixtures."""
    if isinstance(row, Comment):
        return Wording(row.text, row.text_origin)
    if isinstance(row, Film):
        return Wording(row.synopsis, row.text_origin)
    figures = [figure for figure in row.figures.all() if figure.name in item.retold.captions]
    return Wording(
        row.body,
        row.text_origin,
        {figure.name: figure.caption for figure in figures},
        {figure.name: figure.caption_origin for figure in figures},
    )


def write(row, wording):
    """Let a row say something else."""
    if isinstance(row, Comment):
        replace_archived_text(row, wording.text, wording.origin)
    elif isinstance(row, Film):
        row.synopsis, row.text_origin = wording.text, wording.origin
        row.save()
    else:
        write_post(row, wording)


def write_post(post, wording):
    """Change body and captions; what the post said before, and says now, become revisions."""
    revisions.record(post, None)
    for figure in post.figures.all():
        if figure.name in wording.captions:
            figure.caption = wording.captions[figure.name]
            figure.caption_origin = wording.caption_origins[figure.name]
            figure.save()
    post.body, post.text_origin = wording.text, wording.origin
    post.save()
    revisions.record(post, None)
