"""What pages show of what one follows and was told."""

from html import unescape

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.html import strip_tags

from ..models import Frequency, Notification

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_count(context):
    """How many notifications this reader has not seen; 0 for everybody without an account."""
    user = context["user"]
    if not user.is_authenticated:
        return 0
    return Notification.objects.filter(recipient=user, read_at__isnull=True).count()


@register.simple_tag
def follows_url():
    """The address of the site's page of all one follows, if it says that it has one."""
    return resolve_url(settings.FOLLOWS_URL) if getattr(settings, "FOLLOWS_URL", "") else ""


@register.filter
def shows_comment(note):
    """Whether the comment that a notification tells of may be read by anybody now."""
    comment = note.comment
    return bool(comment and comment.is_published and comment.discussion.is_visible)


@register.filter
def in_plain_words(html):
    """The text of a comment without its markup."""
    return unescape(strip_tags(html))


@register.inclusion_tag("comments/_follow.html", takes_context=True)
def follow_control(context, kind, pk, action, current, label, next="", about="", place=""):
    """A form to follow something, to change how often mail comes, or to stop.

    `kind` and `pk` name what is followed on the page. `current` is the frequency now, or None;
    `next` is where to come back to, if not to where `action` leads by itself; `about` says in
    a list what the form is about. Where a script sends it, only the element with the id
    `place` is shown anew: the form alone, if nothing else is named.
    """
    name = f"follow-{kind}-{pk}"
    return {
        "name": name,
        "place": place or name,
        "action": action,
        "current": current,
        "label": label,
        "next": next,
        "about": about,
        "frequencies": [Frequency.NOW, Frequency.DAILY, Frequency.NEVER],
        "csrf_token": context.get("csrf_token"),
    }
