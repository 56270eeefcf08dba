"""What moderators decide about a person."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import ModerationDecision, Participant
from ..notifications import recipients
from ..notifications.emails import language_of
from ..types import User
from .locks import lock_participant
from .voting import recount_votes_of

Act, Reason = ModerationDecision.Act, ModerationDecision.Reason


def ban(
    person: User, *, by: User | None = None, reason: str = Reason.NONE, note: str = ""
) -> ModerationDecision | None:
    """Let this person take part no more; what was written stays as it is.

    Returns what was recorded: nothing if the person is banned already.
    """
    return _decide(person, Act.BAN, by, reason, note)


def unban(
    person: User, *, by: User | None = None, reason: str = Reason.NONE, note: str = ""
) -> ModerationDecision | None:
    """Let somebody who was banned take part again. Returns what was recorded, if anything."""
    return _decide(person, Act.UNBAN, by, reason, note)


@transaction.atomic
def _decide(
    person: User, act: str, by: User | None, reason: str, note: str
) -> ModerationDecision | None:
    is_banned = act == Act.BAN
    participant = lock_participant(person)
    if participant.is_banned == is_banned:
        return None
    Participant.objects.filter(pk=participant.pk).update(is_banned=is_banned)
    decision = ModerationDecision.objects.create(
        subject=ModerationDecision.Subject.PERSON,
        person=person,
        act=act,
        by=by,
        reason=reason,
        note=note,
    )
    _tell(person, decision)
    # Votes of who is banned count no more, and count again afterwards.
    recount_votes_of(person)
    return decision


def _tell(person: User, decision: ModerationDecision) -> None:
    """Tell the person in the inbox, which is also where it leads: nothing else is about it."""
    with override(language_of(person)):
        title = _outcome(decision)
    with override(None):
        url = reverse("comments:inbox")
    told = recipients.Recipient(person.pk, recipients.Kind.DECISION)
    recipients.tell([told], event=f"decision:{decision.pk}", title=title, url=url)


def _outcome(decision: ModerationDecision) -> str:
    if decision.act == Act.UNBAN:
        return _("You may take part here again.")
    sentence = _("A moderator has closed your account for taking part here.")
    return f"{sentence} ({decision.get_reason_display()})" if decision.reason else sentence
