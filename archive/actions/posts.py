"""What happens when a post has been saved at the desk."""

import re

from django.db import transaction
from django.utils import timezone

from ..accounts.models import User
from ..models import Post, Video
from ..rich_text import PLACEHOLDER
from . import revisions

VIMEO_ID = re.compile(r"\d{6,12}")


def keep_first(post: Post) -> None:
    """Before a post is edited here for the first time: what it says is a revision too."""
    if not post.revisions.exists():
        revisions.record(Post.objects.get(pk=post.pk), None)


@transaction.atomic
def finish_save(post: Post, by: User) -> None:
    """After a post and all that hangs on it was written: place its videos, record who and what."""
    place_videos(post)
    Post.objects.filter(pk=post.pk).update(edited_at=timezone.now(), edited_by=by)
    revisions.record(post, by)


def place_videos(post: Post) -> None:
    """Tie the videos that the body names to the post, in their order, and let others go."""
    named = [name for kind, name in PLACEHOLDER.findall(post.body) if kind == "video"]
    tied = {entry.video.provider_id: entry for entry in post.post_videos.all()}
    for provider_id, entry in tied.items():
        if provider_id not in named:
            entry.delete()
    for position, provider_id in enumerate(dict.fromkeys(named), 1):
        if provider_id not in tied:
            provider = Video.Provider.VIMEO if VIMEO_ID.fullmatch(provider_id) else "youtube"
            video, _made = Video.objects.get_or_create(provider=provider, provider_id=provider_id)
            post.post_videos.create(video=video, position=position)
        elif tied[provider_id].position != position:
            post.post_videos.filter(pk=tied[provider_id].pk).update(position=position)


def correct(post: Post, text: str) -> None:
    """Tell readers what was corrected in this post, with today's date."""
    note = {"on": timezone.localdate().isoformat(), "text": text}
    post.corrections = [*post.corrections, note]
    post.save(update_fields=["corrections"])
