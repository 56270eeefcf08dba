"""What people fill in."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules
from .models import Flag
from .models.rating import HIGHEST, LOWEST

SCORES = [("", _("no rating")), *((n, str(n)) for n in range(HIGHEST, LOWEST - 1, -1))]


def ids_of(discussion, parent=None):
    """The pattern of the ids of a form's fields: several forms may stand on one page."""
    return f"id_{discussion.pk}_{parent.pk if parent else ''}_%s"


class TextForm(forms.Form):
    """The text of a comment."""

    text = forms.CharField(
        label=_("Your comment"),
        min_length=rules.SHORTEST,
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write something first."),
            "min_length": _("Write at least %(limit_value)d characters."),
            "max_length": _("At most %(limit_value)d characters fit; this has %(show_value)d."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        # The limit is told after sending, with all that was typed: a browser would cut it off.
        for limit in ("minlength", "maxlength"):
            self.fields["text"].widget.attrs.pop(limit, None)

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\x00", "")


class CommentForm(TextForm):
    """A new comment. `submission_key` lets it count once however often it is sent."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    passage = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    follow = forms.BooleanField(label=_("Mail me replies to this comment"), required=False)

    def __init__(self, *args, initial=None, **kwargs):
        initial = {"submission_key": uuid.uuid4(), **(initial or {})}
        super().__init__(*args, initial=initial, **kwargs)


class ReviewForm(CommentForm):
    """A review with a score, if one likes."""

    score = forms.TypedChoiceField(
        label=_("Your rating"), choices=SCORES, coerce=int, empty_value=None, required=False
    )
    field_order = ["score", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your review")


class EditForm(TextForm):
    """A comment that is edited."""


class EditReviewForm(EditForm):
    score = forms.TypedChoiceField(
        label=_("Your rating"), choices=SCORES, coerce=int, empty_value=None, required=False
    )
    field_order = ["score", "text"]


class FlagForm(forms.Form):
    """Why a moderator should look."""

    reason = forms.ChoiceField(label=_("Why?"), choices=Flag.Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything to add?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class VoteForm(forms.Form):
    value = forms.TypedChoiceField(choices=[(1, ""), (0, ""), (-1, "")], coerce=int)


class RatingForm(forms.Form):
    value = forms.TypedChoiceField(choices=SCORES, coerce=int, empty_value=None, required=False)
