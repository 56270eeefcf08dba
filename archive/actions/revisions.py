"""What a post said before: recording, comparing, bringing back."""

import difflib
import re
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ..accounts.models import User
from ..models import Category, Film, Post, PostRevision, Tag

# What a revision keeps, as it is stored.
Snapshot = dict[str, Any]

# The fields of a post that a revision keeps, with their labels; those that come back.
TEXTS = {
    "title": _("title"),
    "byline": _("byline"),
    "printed_date": _("date as printed"),
    "body": _("body"),
}
LISTS = {
    "categories": _("filed under"),
    "tags": _("tags"),
    "films": _("films it speaks of"),
    "figures": _("figures"),
}
FIGURE_TEXTS = ("caption", "credit", "alt")


def snapshot(post: Post) -> Snapshot:
    """What `post` says now, from the database."""
    return {
        **{name: getattr(post, name) for name in TEXTS},
        "categories": sorted(post.categories.values_list("slug", flat=True)),
        "tags": sorted(post.tags.values_list("slug", flat=True)),
        "films": sorted(post.films.values_list("slug", flat=True)),
        "figures": {
            figure.name: {name: getattr(figure, name) for name in FIGURE_TEXTS}
            for figure in post.figures.all()
        },
    }


@transaction.atomic
def record(post: Post, by: User | None) -> PostRevision | None:
    """Append a revision if the post says, or is, something else than in its last one.

    Locks the post's row first, so that two editors at once get two numbers.
    """
    Post.objects.filter(pk=post.pk).update(edited_at=F("edited_at"))
    last = post.revisions.order_by("-number").first()
    said = snapshot(post)
    if last and last.snapshot == said and last.status == post.status:
        return None
    highest = post.revisions.aggregate(Max("number"))["number__max"] or 0
    return PostRevision.objects.create(
        post=post, number=highest + 1, saved_by=by, status=post.status, snapshot=said
    )


@transaction.atomic
def restore(revision: PostRevision, by: User) -> PostRevision | None:
    """Let the post say again what it said in `revision`; that is a new revision.

    Address and status stay; figures that are gone since do not come back, only the texts of
    those that are still there.
    """
    post, said = revision.post, revision.snapshot
    record(post, None)
    for name in TEXTS:
        setattr(post, name, said[name])
    post.save()
    post.categories.set(Category.objects.filter(slug__in=said["categories"]))
    post.tags.set(Tag.objects.filter(slug__in=said["tags"]))
    post.films.set(Film.objects.filter(slug__in=said["films"]))
    for figure in post.figures.all():
        if texts := said["figures"].get(figure.name):
            for name in FIGURE_TEXTS:
                setattr(figure, name, texts[name])
            figure.save()
    return record(post, by)


def differences(old: Snapshot, new: Snapshot) -> list[tuple[str, SafeString]]:
    """Pairs of a label and HTML that marks what `new` says otherwise than `old`.

    `old` may be empty.
    """
    found = []
    for name, label in TEXTS.items():
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            found.append((str(label), _marked(_tokens(before), _tokens(after))))
    for name, label in LISTS.items():
        before, after = _entries(old.get(name, [])), _entries(new.get(name, []))
        if before != after:
            found.append((str(label), _marked(before, after, ", ")))
    return found


def _tokens(text: str) -> list[str]:
    """Words, marks and blanks of HTML; each block on a line of its own, paragraphs unmarked."""
    text = text.replace("<p>", "").replace(' rel="noopener"', "")
    text = re.sub(r"</p>(?=</)", "", text).replace("</p>", "\n")
    text = re.sub(r"(</(?:h\d|li|ul|ol|figure|blockquote)>|<[uo]l>)\s*", r"\1\n", text)
    return re.findall(r"<[^>]+>|\s+|[^\s<]+", text.strip())


def _entries(values: list[str] | dict[str, dict[str, str]]) -> list[str]:
    """A list as it is; the figures of a snapshot as lines of text."""
    if isinstance(values, dict):
        return [f"{name}: {' / '.join(texts.values())}" for name, texts in values.items()]
    return values


def _marked(before: list[str], after: list[str], separator: str = "") -> SafeString:
    parts: list[str] = []
    for act, a, b, c, d in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, come = _shown(before[a:b], separator), _shown(after[c:d], separator)
        if act == "equal":
            parts.append(gone)
        else:
            parts.append(format_html("<del>{}</del>", gone) if gone else "")
            parts.append(format_html("<ins>{}</ins>", come) if come else "")
    return mark_safe(separator.join(part for part in parts if part))


def _shown(tokens: list[str], separator: str) -> SafeString:
    """Tokens as HTML to read: the marks of the text stand back behind its words."""
    shown = (
        format_html('<span class="mark">{}</span>', token) if token[:1] == "<" else escape(token)
        for token in tokens
    )
    return mark_safe(separator.join(shown))
