"""Mails in words: from notifications to a message, in the language of whoever gets it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from ..localized_paths import localized
from ..markup import TAGS
from ..models import Comment, Frequency, Mute, Notification, Subscription
from .unsubscribing import DAILY, Ending

Kind = Notification.Kind

# A digest shows so many; the others are in the inbox.
SHOWN_IN_DIGEST = 50


@dataclass(frozen=True)
class Item:
    """One thing told, as a mail shows it.

    `headline` is a sentence, `title` names the page at `url`, `because` says why this person is
    told, and `ending` is what the link to stop it ends. `html` holds no pictures: a mail loads
    nothing.
    """

    subject: str
    headline: str
    title: str
    url: str
    because: str
    ending: Ending
    text: str = ""
    html: str = ""
    template: str = "comments/mail/_comment"

    @property
    def text_template(self):
        return f"{self.template}.txt"

    @property
    def html_template(self):
        return f"{self.template}.html"

    @property
    def quoted(self):
        """The text as mails quote: each line behind a “>”."""
        return re.sub(r"^(.)?", lambda found: f"> {found[0]}".rstrip(), self.text, flags=re.M)


def absolute(path):
    """The whole address of a path without a language prefix, in the language being spoken."""
    return getattr(settings, "SITE_URL", "") + localized(path)


def comment_items(user, notifications):
    """Items for those of these notifications whose comment `user` may still be told of."""
    told = {note.comment_id: note for note in notifications}
    comments = (
        Comment.objects.published()
        .filter(pk__in=told)
        .exclude(author__in=Mute.objects.filter(by=user).values("muted"))
        .select_related("author", "discussion", "parent__author")
    )
    followed = Subscription.objects.filter(user=user).exclude(frequency=Frequency.NEVER)
    followed = list(followed.filter(discussion__in=[row.discussion_id for row in comments]))
    return {
        told[comment.pk].pk: _comment_item(user, told[comment.pk], comment, why)
        for comment in comments
        if (why := _why(told[comment.pk], comment, followed))
    }


def _why(note, comment, followed):
    """The one of these subscriptions for which this comment is told of by mail, or None.

    The one it was noted for, unless that has ended: who follows both a comment and its
    discussion may have ended one of them.
    """
    concerning = [
        row
        for row in followed
        if row.discussion_id == comment.discussion_id
        and row.comment_id in (None, comment.parent_id)
    ]
    return max(concerning, key=lambda row: row.pk == note.subscription_id, default=None)


def _comment_item(user, note, comment, why):
    """The item about a comment; `why` is the subscription for which it is told of.

    Whoever wrote what was answered is named as long as that may be read.
    """
    names = {"name": comment.author_name, "title": comment.discussion.title}
    if comment.parent_id:
        names["other"] = comment.parent.author_name
    headline = _("%(name)s wrote")
    subject = _("%(title)s: a comment by %(name)s")
    if note.kind == Kind.REPLY and comment.parent.author_id == user.pk:
        headline = _("%(name)s answered you")
        subject = _("%(title)s: %(name)s answered you")
    elif note.kind == Kind.REPLY and comment.parent.is_published:
        headline = _("%(name)s answered %(other)s")
        subject = _("%(title)s: %(name)s answered %(other)s")
    because = _because(user, comment, why)
    return Item(
        subject=subject % names,
        headline=headline % names,
        title=comment.discussion.title,
        url=absolute(note.url),
        because=because % names,
        ending=Ending(user.pk, "subscription", (why.pk,)),
        text=comment.text,
        html=mail_html(comment.html),
    )


def _because(user, comment, why):
    """Which subscription it is, in a sentence."""
    if why.comment_id is None:
        return _("You follow the discussion of “%(title)s”.")
    if comment.parent.author_id == user.pk:
        return _("You wanted to hear of answers to your comment.")
    if comment.parent.is_published:
        return _("You follow the answers to a comment by %(other)s.")
    return _("You follow the answers to a comment in “%(title)s”.")


def mail_html(html):
    """The HTML of a text for a mail: without pictures, with addresses that lead here."""
    base = getattr(settings, "SITE_URL", "")
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        url_relative=("rewrite_with_base", base) if base else None,
    )


# Who makes items of which kind of notification: functions of a user and notifications that
# return a dict from a notification's pk; what is missing there is not told by mail any more.
COMPOSERS = {Kind.REPLY: comment_items, Kind.COMMENT: comment_items}


def items(user, notifications):
    """The items of these notifications of `user`, by pk, in order; fewer if some have passed."""
    found = {}
    for kind, compose in COMPOSERS.items():
        if of_kind := [note for note in notifications if note.kind == kind]:
            found |= compose(user, of_kind)
    return {note.pk: found[note.pk] for note in notifications if note.pk in found}


def language_of(user):
    return getattr(user, "language", settings.LANGUAGE_CODE)


def write(user, notifications):
    """The message to `user` about these notifications, and the pks of those it tells of.

    Several go into one digest. The message is None if none may be told any more.
    """
    with override(language_of(user)):
        found = items(user, notifications)
        if not found:
            return None, []
        things = list(found.values())
        message = _digest(user, things) if len(things) > 1 else _single(things[0])
    message.to = [user.email]
    message.extra_headers |= {
        "Message-ID": _message_id(user, notifications[0]),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message, list(found)


def _single(item):
    context = {"item": item, "because": item.because}
    return _message("comments/mail/single", item.subject, item.ending, context)


def _digest(user, things):
    count = len(things)
    subject = ngettext(
        "%(count)d new thing in what you follow",
        "%(count)d new things in what you follow",
        count,
    ) % {"count": count}
    context = {
        "headline": subject,
        "because": _("You hear of what you follow once a day."),
        "items": things[:SHOWN_IN_DIGEST],
        "more_count": max(count - SHOWN_IN_DIGEST, 0),
    }
    return _message("comments/mail/digest", subject, Ending(user.pk, DAILY), context)


def _message(template, subject, ending, context):
    """A message with its text and its HTML, and the header that ends it."""
    addresses = _addresses(ending)
    context |= addresses | {
        "language": get_language(),
        "site_name": getattr(settings, "SITE_NAME", ""),
    }
    message = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string(f"{template}.txt", context),
        headers={"List-Unsubscribe": f"<{addresses['stop_url']}>"},
    )
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return message


def _addresses(ending):
    """The addresses in the foot of every mail."""
    with override(None):
        paths = {
            "site_url": "/",
            "inbox_url": reverse("comments:inbox"),
            "stop_url": reverse("comments:unsubscribe", args=[ending.token()]),
        }
        if follows := getattr(settings, "FOLLOWS_URL", ""):
            paths["follows_url"] = resolve_url(follows)
    return {name: absolute(path) for name, path in paths.items()}


def _message_id(user, note):
    """The same each time this is tried: a mailbox can see that it has it."""
    host = urlsplit(getattr(settings, "SITE_URL", "")).hostname or "localhost"
    return f"<{note.event.replace(':', '-')}.{note.frequency}.{user.pk}@{host}>"
