"""What people fill in."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Flag
from ..models.rating import HIGHEST, LOWEST
from ..policies import screening

SCORES = [("", _("no rating")), *((n, str(n)) for n in range(HIGHEST, LOWEST - 1, -1))]


def ids_of(discussion, parent=None):
    """The pattern of the ids of a form's fields: several forms may stand on one page."""
    return f"id_{discussion.pk}_{parent.pk if parent else ''}_%s"


class LinesField(forms.CharField):
    """Text of several lines, each of which ends with one character, as counted."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n")


class Unseen:
    """A field that nobody sees: what is wrong in it counts as nothing, as nobody could mend it."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return self.to_python(None)


class UnseenUUIDField(Unseen, forms.UUIDField):
    pass


class UnseenSlugField(Unseen, forms.SlugField):
    pass


class TextForm(forms.Form):
    """The text of a comment."""

    text = LinesField(
        label=_("Your comment"),
        min_length=screening.SHORTEST,
        max_length=screening.LONGEST,
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


class CommentForm(TextForm):
    """A new comment. `submission_key` lets it count once however often it is sent."""

    submission_key = UnseenUUIDField(required=False)
    passage = UnseenSlugField(required=False, max_length=60)
    follow = forms.BooleanField(label=_("Mail me replies to this comment"), required=False)

    def __init__(self, *args, initial=None, **kwargs):
        initial = {"submission_key": uuid.uuid4(), **(initial or {})}
        super().__init__(*args, initial=initial, **kwargs)


class ScoreForm(forms.Form):
    """The score of a review, if one likes."""

    score = forms.TypedChoiceField(
        label=_("Your rating"), choices=SCORES, coerce=int, empty_value=None, required=False
    )
    field_order = ["score", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your review")


class ReviewForm(ScoreForm, CommentForm):
    """A new review."""


class EditForm(TextForm):
    """A comment that is edited."""


class EditReviewForm(ScoreForm, EditForm):
    """A review that is edited."""

    def clean_score(self):
        """A form without the field says nothing about the rating: it stays."""
        if self.add_prefix("score") in self.data:
            return self.cleaned_data["score"]
        return self.fields["score"].clean(self.initial.get("score"))


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
    """An empty value takes the rating away; no value at all is a mistake."""

    value = forms.TypedChoiceField(choices=SCORES, coerce=int, empty_value=None, required=False)

    def clean(self):
        if "value" not in self.data:
            raise forms.ValidationError("no value")
