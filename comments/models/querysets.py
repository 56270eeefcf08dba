"""How discussions and comments are asked for. Relation names only: this imports no models."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

# After that a rejected comment is found among one's own comments only.
REJECTED_SHOWN_FOR = timedelta(days=7)


def may_take_part(person):
    """The condition that `person`, a relation to an account, is active and not banned."""
    return Q(**{f"{person}__is_active": True}) & ~Q(**{f"{person}__participant__is_banned": True})


class NaturalKeyMixin:
    def get_by_natural_key(self, key):
        return self.get(key=key)


class DiscussionQuerySet(NaturalKeyMixin, models.QuerySet):
    def visible(self):
        """Discussions whose owner is public now."""
        return self.filter(visible_from__lte=timezone.now())

    def lock(self, pks):
        """Lock the rows of these discussions, in the order of their keys.

        See actions/locks.py; it stands here because saving an owner locks its discussions too.
        """
        for pk in sorted(pks):
            self.filter(pk=pk).update(version=F("version") + 1)


class CommentQuerySet(NaturalKeyMixin, models.QuerySet):
    def published(self):
        """What anybody may read: published, under an owner that is public now."""
        return self.filter(
            status=self.model.Status.PUBLISHED, discussion__visible_from__lte=timezone.now()
        )

    def roots(self):
        return self.filter(parent__isnull=True)

    def standing(self):
        """Roots that a page shows: published ones, and gone ones that replies still hang under."""
        return self.roots().filter(
            Q(status=self.model.Status.PUBLISHED)
            | Q(first_published_at__isnull=False, reply_count__gt=0)
        )

    def flagged(self, count):
        """Comments with flags that a moderator has not looked at, and should.

        Public ones that `count` people with standing flagged, or somebody for what is urgent,
        and withdrawn ones whose text is kept until then.
        """
        status = self.model.Status
        flags = apps.get_model("comments", "Flag").objects
        shown_or_kept = [status.PUBLISHED, status.WITHDRAWN]
        return self.filter(pk__in=flags.weighty_comments(count), status__in=shown_or_kept)

    def own_held(self, user):
        """What this person wrote and only this person sees: waiting, or rejected lately.

        With the `reason` and the `rule` of the rejection, if it is one.
        """
        status = self.model.Status
        decisions = apps.get_model("comments", "ModerationDecision").objects
        rejections = decisions.filter(comment=OuterRef("pk"), to_status=status.REJECTED)
        latest = rejections.order_by("-pk")[:1]
        lately = Exists(rejections.filter(decided_at__gt=timezone.now() - REJECTED_SHOWN_FOR))
        is_rejected = Q(status=status.REJECTED)
        return (
            self.filter(Q(status=status.PENDING) | is_rejected & Q(lately), author=user)
            .annotate(
                reason=Case(When(is_rejected, then=Subquery(latest.values("reason")))),
                rule=Case(When(is_rejected, then=Subquery(latest.values("rule")))),
            )
            .order_by("-created_at", "-pk")
        )

    def standing_reviews(self):
        """Reviews by people with an account that are public or wait: each may have one."""
        status = self.model.Status
        waiting_or_public = [status.PENDING, status.PUBLISHED]
        return self.filter(kind="review", author__isnull=False, status__in=waiting_or_public)

    def ever_published(self):
        """Without what was held or refused from the start: nothing can hang under that."""
        return self.filter(first_published_at__isnull=False)

    def for_display(self):
        return self.select_related("author")
