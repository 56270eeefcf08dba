"""Feeds of the newest dated posts and comments, in Atom and in RSS."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Comment, Discussion

from .models import Post, Tag
from .templatetags.archive import post_body

TAG = re.compile(r"<[a-z][^>]*>")
ADDRESSES = re.compile(r"""(?<=\s)(href|src|srcset)="([^"]*)\"""")
ON_THIS_SITE = re.compile(r"(?:^|(?<=, ))/(?!/)")

ENTRIES = 20


# Of a feed without entries: the present moment would be another one in each worker.
NEVER_UPDATED = datetime(1970, 1, 1, tzinfo=UTC)


def absolute(html, path):
    """`html` of the page at `path` with whole addresses: it is read elsewhere."""

    def whole(match):
        addresses = ON_THIS_SITE.sub(f"{settings.SITE_URL}/", match[2])
        if addresses.startswith("#"):
            addresses = f"{settings.SITE_URL}{path}{addresses}"
        return f'{match[1]}="{addresses}"'

    return TAG.sub(lambda tag: ADDRESSES.sub(whole, tag[0]), html)


class Steady:
    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER_UPDATED


class Atom(Steady, Atom1Feed):
    pass


class Rss(Steady, Rss201rev2Feed):
    pass


@method_decorator(require_safe, name="__call__")
class AtomFeed(Feed):
    """What all feeds have in common; `rss` makes the RSS form of one."""

    feed_type = Atom
    item_guid_is_permalink = False

    def author_name(self):
        return settings.SITE_NAME

    def item_guid(self, item):
        return f"urn:uuid:{item.key}"

    def item_updateddate(self, item):
        return max(filter(None, [self.item_pubdate(item), item.edited_at]))

    @classmethod
    def rss(cls):
        return type(f"{cls.__name__}Rss", (cls,), {"feed_type": Rss})()


class PostFeed(AtomFeed):
    """The newest posts that have a date."""

    def title(self):
        return settings.SITE_NAME

    def subtitle(self):
        return _("Posts, newest first")

    description = subtitle

    def link(self):
        return reverse("archive:post-list")

    def items(self):
        posts = Post.objects.published().dated().for_reading()
        return posts.order_by("-sort_at", "position", "-pk")[:ENTRIES]

    def item_title(self, post):
        return post.title

    def item_description(self, post):
        return absolute(post_body(post), post.get_absolute_url())

    def item_author_name(self, post):
        return post.byline or None

    def item_pubdate(self, post):
        return post.sort_at


class TagFeed(PostFeed):
    """The newest dated posts with a tag."""

    def get_object(self, request, slug):
        return get_object_or_404(Tag.objects.published(), slug=slug)

    def title(self, tag):
        return f"{settings.SITE_NAME}: {tag}"

    def link(self, tag):
        return tag.get_absolute_url()

    def items(self, tag):
        posts = Post.objects.published().dated().for_reading().filter(tagged_items__tag=tag)
        return posts.order_by("-sort_at", "position", "-pk")[:ENTRIES]


class DiscussionFeed(AtomFeed):
    """The newest dated comments of one discussion."""

    def get_object(self, request, pk):
        return get_object_or_404(Discussion.objects.visible(), pk=pk)

    def title(self, discussion):
        return _("Discussion: %(title)s") % {"title": discussion.title}

    def subtitle(self, discussion):
        return _("Comments, newest first")

    description = subtitle

    def link(self, discussion):
        return discussion.get_absolute_url()

    def items(self, discussion):
        comments = Comment.objects.published().for_display().filter(discussion=discussion)
        dated = comments.filter(posted_at__isnull=False)
        return dated.order_by("-sort_at", "position", "-pk")[:ENTRIES]

    def item_title(self, comment):
        return str(comment.author_name)

    def item_description(self, comment):
        return absolute(comment.html, comment.discussion.get_absolute_url())

    def item_author_name(self, comment):
        return str(comment.author_name)

    def item_pubdate(self, comment):
        return comment.posted_at
