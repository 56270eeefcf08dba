"""Comments in the admin, as a queue: read, decide, all on the record."""

from collections import defaultdict

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..actions.moderation import Reason, Status, decide, leave
from ..actions.transitions import TRANSITIONS
from ..exceptions import NotPossible
from ..models import Comment, Flag
from ..policies.screening import FLAGS_FOR_QUEUE
from .inlines import DecisionInline, FlagInline, RevisionInline

# So much of a text is enough for most decisions; the rest stands on the comment's own page.
SHOWN = 400

# So many are named where several could not be decided about for one reason.
NAMED = 3

# What a moderator does, by the state it leads to.
ACTS = {
    Status.PUBLISHED: _("Publish"),
    Status.REJECTED: _("Reject"),
    Status.REMOVED: _("Remove"),
    Status.SPAM: _("Mark as spam"),
}
# What the button of a flagged comment says that stays as it is.
KEEP = "keep"


def newest_flag(comment):
    """The key of the newest open flag that a list shows, or None."""
    return max((flag.pk for flag in comment.flags.all()), default=None)


def seen_mark(comment):
    """What a list was showing of a comment when somebody decided: its state, text and flags."""
    edited = comment.edited_at.isoformat() if comment.edited_at else ""
    return f"{comment.pk} {comment.status} {edited} {newest_flag(comment) or ''}"


def summed_up(refused):
    """Which comments could not be decided about and why, in one message however many they are.

    `refused` has the beginnings of their texts by the reason.
    """
    told = []
    for why, texts in refused.items():
        named = ", ".join(texts[:NAMED])
        more = len(texts) - NAMED
        if more > 0:
            words = ngettext("%(texts)s and %(count)d more", "%(texts)s and %(count)d more", more)
            named = words % {"texts": named, "count": more}
        told.append(f"{named}: {why}")
    return " ".join(told)


class QueueFilter(admin.SimpleListFilter):
    """What waits for a moderator: held comments, and those that several people flagged."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("held", _("held")), ("flagged", _("flagged"))]

    def queryset(self, request, comments):
        if self.value() == "held":
            return comments.filter(status=Status.PENDING)
        if self.value() == "flagged":
            return comments.flagged(FLAGS_FOR_QUEUE)
        return comments


class DecisionForm(ActionForm):
    """The action, and why: the author is told the reason, the note stays in the record."""

    reason = forms.ChoiceField(label=_("Reason:"), choices=Reason.choices, required=False)
    note = forms.CharField(label=_("Note for the record:"), required=False)


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """What people wrote: filter by state, read, decide."""

    list_display = ["comment", "state", "decide_here"]
    list_display_links = None
    list_filter = [QueueFilter, "status", "kind", "text_origin"]
    list_select_related = ["author", "discussion"]
    list_per_page = 50
    search_fields = [
        "text",
        "archived_name",
        "author__username",
        "author__display_name",
        "discussion__title",
    ]
    date_hierarchy = "posted_at"
    action_form = DecisionForm
    actions = ["publish", "reject", "remove", "mark_as_spam", "leave"]
    inlines = [FlagInline, DecisionInline, RevisionInline]
    fields = readonly_fields = [
        "text",
        "written_by",
        "discussion",
        "status",
        "held_for",
        "kind",
        "parent",
        "passage",
        "quote",
        "text_origin",
        "printed_date",
        "posted_at",
        "time_zone",
        "zone_is_assumed",
        "created_at",
        "score",
        "key",
    ]

    def get_queryset(self, request):
        """Moderators find everything; whoever else may look, what is public."""
        open_flags = Flag.objects.counting().order_by("pk")
        if not request.user.has_perm("comments.view_flag"):
            open_flags = open_flags.none()
        comments = super().get_queryset(request).prefetch_related(Prefetch("flags", open_flags))
        if self.has_moderate_permission(request):
            return comments
        return comments.filter(status=Status.PUBLISHED)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_view_on_site_url(self, comment=None):
        """Only what is public has a place on the site."""
        is_public = (
            comment and comment.status == Status.PUBLISHED and comment.discussion.is_visible
        )
        return super().get_view_on_site_url(comment) if is_public else None

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return shown if self.has_moderate_permission(request) else shown[:-1]

    def changelist_view(self, request, extra_context=None):
        """The list; a button in a row decides about that one comment."""
        pk, _separator, act = request.POST.get("decide", "").partition("-")
        if not pk.isdecimal():
            return super().changelist_view(request, extra_context)
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        chosen = self.get_queryset(request).filter(pk=pk)
        if act == KEEP:
            self.leave(request, chosen)
        elif act in ACTS:
            self.decide_all(request, chosen, Status(act))
        return redirect(request.get_full_path())

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if self.has_moderate_permission(request):
            context |= {
                "acts": self.decide_here(obj),
                "seen": seen_mark(obj),
                "decision": DecisionForm(auto_id="decision_%s"),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("comment"), ordering="sort_at")
    def comment(self, comment):
        """What it says, who says it, when and where."""
        when = comment.posted_at and date_format(
            timezone.localtime(comment.posted_at), "SHORT_DATETIME_FORMAT"
        )
        return format_html(
            '<p class="comment-text">{}</p><p class="comment-place">{}, <a href="{}">{}</a>: '
            '<a href="{}">{}</a></p><input type="hidden" name="seen" value="{}">',
            Truncator(comment.text).chars(SHOWN) or "—",
            comment.author_name,
            reverse("admin:comments_comment_change", args=[comment.pk]),
            when or comment.printed_date or _("no date"),
            comment.discussion.url,
            comment.discussion.title,
            seen_mark(comment),
        )

    @admin.display(description=_("by"))
    def written_by(self, comment):
        return comment.author_name

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment):
        why = [comment.held_for] if comment.status == Status.PENDING else []
        why += [flag.get_reason_display() for flag in comment.flags.all()]
        said = [comment.get_status_display(), *filter(None, why)]
        return format_html_join("", "<p>{}</p>", ((text,) for text in said))

    @admin.display(description=_("decide"))
    def decide_here(self, comment):
        acts = [(to, text) for to, text in ACTS.items() if to in TRANSITIONS[comment.status]]
        if comment.flags.all():
            acts.append((KEEP, _("Leave it")))
        button = '<button type="submit" class="button" name="decide" value="{}-{}">{}</button>'
        return format_html_join(" ", button, ((comment.pk, *act) for act in acts))

    def decide_all(self, request, queryset, to_status):
        """Decide each chosen comment on its own, as it was seen."""
        reason = request.POST.get("reason", "")
        why = {
            "reason": reason if reason in Reason.values else Reason.NONE,
            "note": request.POST.get("note", ""),
        }
        decided = self.each(
            request, queryset, lambda comment: decide(comment, to_status, by=request.user, **why)
        )
        self.tell_status(request, len(decided), to_status)

    def each(self, request, queryset, act):
        """What `act` makes of each chosen comment, as it was seen; says which could not be."""
        seen, made = set(request.POST.getlist("seen")), []
        refused = defaultdict(list)
        for comment in queryset.order_by("pk"):
            try:
                if seen_mark(comment) not in seen:
                    raise NotPossible(_("It has changed since you read it. Look again."))
                made.append(act(comment))
            except NotPossible as refusal:
                refused[str(refusal)].append(Truncator(comment.text).chars(60))
        if refused:
            self.message_user(request, summed_up(refused), messages.WARNING)
        return made

    def tell_status(self, request, count, status):
        """Say how many comments are in this state now, if there are any."""
        if not count:
            return
        text = ngettext(
            "%(count)d comment is now “%(status)s”.",
            "%(count)d comments are now “%(status)s”.",
            count,
        )
        self.message_user(request, text % {"count": count, "status": status.label})

    @admin.action(description=_("Publish"), permissions=["moderate"])
    def publish(self, request, queryset):
        self.decide_all(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request, queryset):
        self.decide_all(request, queryset, Status.REJECTED)

    @admin.action(description=_("Remove"), permissions=["moderate"])
    def remove(self, request, queryset):
        self.decide_all(request, queryset, Status.REMOVED)

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_as_spam(self, request, queryset):
        self.decide_all(request, queryset, Status.SPAM)

    @admin.action(description=_("Leave flagged ones as they are"), permissions=["moderate"])
    def leave(self, request, queryset):
        decisions = self.each(
            request,
            queryset,
            lambda comment: leave(comment, request.user, newest_flag(comment)),
        )
        settled = [decision for decision in decisions if decision]
        public_again = sum(one.from_status != one.to_status for one in settled)
        self.tell_status(request, public_again, Status.PUBLISHED)
        left = len(settled) - public_again
        if not left:
            return
        text = ngettext(
            "%(count)d comment stays as it is; its flags are settled.",
            "%(count)d comments stay as they are; their flags are settled.",
            left,
        )
        self.message_user(request, text % {"count": left})
