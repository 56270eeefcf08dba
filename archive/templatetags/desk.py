"""What waits for somebody, on the first page of the desk."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from comments.policies.screening import FLAGS_FOR_QUEUE

from ..media.link_status import State
from ..models import OutsideLink, Post, Video

register = template.Library()


def held():
    return Comment.objects.filter(status=Comment.Status.PENDING)


def flagged():
    return Comment.objects.flagged(FLAGS_FOR_QUEUE)


def drafts():
    return Post.objects.filter(status=Post.Status.DRAFT)


def scheduled():
    return Post.objects.scheduled()


def gone_videos():
    return Video.objects.in_use().filter(state=State.DEAD)


def gone_links():
    return OutsideLink.objects.in_use().filter(state=State.DEAD)


# What it is, how many there are, who may see it, and where they stand.
WAITING = [
    (_("comments to decide about"), held, "moderate_comment", "queue=held"),
    (_("flagged comments"), flagged, "moderate_comment", "queue=flagged"),
    (_("drafts"), drafts, "change_post", "state=draft"),
    (_("scheduled posts"), scheduled, "change_post", "state=scheduled"),
    (_("videos that are gone"), gone_videos, "change_video", "state__exact=dead"),
    (_("links that are gone"), gone_links, "change_outsidelink", "state__exact=dead"),
]


@register.simple_tag(takes_context=True)
def waiting(context):
    """Rows of a count, its words and the address of its list, for this person."""
    rows = []
    for label, find, permission, query in WAITING:
        things = find()
        meta = things.model._meta
        if context["user"].has_perm(f"{meta.app_label}.{permission}"):
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            rows.append({"count": things.count(), "label": label, "address": f"{address}?{query}"})
    return rows
