"""What a thing must be to have a discussion."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .discussion import Discussion


def discussion_field(related_name="%(class)s_discussion"):
    """A one-to-one link from an owner to one of its discussions."""
    return models.OneToOneField(
        Discussion,
        models.PROTECT,
        related_name=related_name,
        editable=False,
        verbose_name=_("discussion"),
    )


def passages_of(discussion):
    """What the passages of the owner's text say now, by their keys."""
    links = (link for link in Discussion._meta.related_objects if link.one_to_one)
    for link in links:
        if issubclass(link.related_model, HasDiscussion):
            owner = link.related_model.objects.filter(**{link.field.name: discussion}).first()
            if owner:
                return owner.passages()
    return {}


class HasDiscussion(models.Model):
    """An owner of one or more discussions.

    An owner has a `str()` (the title), `get_absolute_url()` and `visible_from` (a moment, or
    None while it is hidden). `DISCUSSIONS` names its discussion fields and the style each
    starts with; saving the owner makes them and keeps what they know of it.
    """

    discussion = discussion_field()

    DISCUSSIONS = {"discussion": "soundoff"}

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            for name, style in self.DISCUSSIONS.items():
                if getattr(self, f"{name}_id") is None:
                    setattr(self, name, Discussion.objects.create(style=style))
            Discussion.objects.lock(self.discussion_pks())
            super().save(*args, **kwargs)
            self.tell_discussions()

    def passages(self):
        """The passages of its text that answers may be about: what each says, by its key."""
        return {}

    def tell_discussions(self):
        """Write title, address and visibility into the discussions."""
        with override(None):
            url = self.get_absolute_url()
        facts = {"title": str(self), "url": url, "visible_from": self.visible_from}
        Discussion.objects.filter(pk__in=self.discussion_pks()).update(**facts)
        for name in self.DISCUSSIONS:
            if self._meta.get_field(name).is_cached(self):
                for field, value in facts.items():
                    setattr(getattr(self, name), field, value)

    def discussion_pks(self):
        return [getattr(self, f"{name}_id") for name in self.DISCUSSIONS]
