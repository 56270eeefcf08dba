"""Sending mails: each at most once for a person and an event, whatever breaks on the way.

A row is claimed by one UPDATE that only one worker can win, then the mail server is talked to
with no transaction open, then the row says what came of it. A worker that dies in between
leaves a claim that ends in the log, not a second mail.
"""

import contextlib
import logging
import smtplib
from datetime import timedelta

from django.core import mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import Frequency, Notification
from . import emails

logger = logging.getLogger(__name__)
Mail = Notification.Mail

# Much longer than a mail takes with every step at its time limit.
CLAIM_LASTS = timedelta(minutes=10)

# After each failed attempt, how long until the next; together a little more than three days.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
]

# Then it is time for the other tasks of the worker.
MAILS_A_ROUND = 200

# The server said no to this mail: it certainly was not delivered.
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


class NoServer(Exception):
    """No mail server answered as far as the content of a mail: nothing was sent."""


class RefusedByServer(Exception):
    """The mail server refused this mail."""


class RefusedForGood(RefusedByServer):
    """And it will do so each time: there is no such mailbox, or it does not take such mails."""


class PerhapsSent(Exception):
    """The connection broke while the content was sent: nobody knows whether it was delivered."""


class Outgoing:
    """One connection to the mail server for many mails, opened when there is one to send."""

    def __init__(self):
        self.connection = mail.get_connection()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        with contextlib.suppress(OSError):
            self.connection.close()

    def send(self, message):
        """Send one message. Raises NoServer, RefusedByServer or PerhapsSent."""
        message.message()  # what cannot be written fails here, before anything is sent
        try:
            if not self.is_alive():
                self.close()
                self.connection = mail.get_connection()
            if self.connection.open():
                self.watch()
        except Exception as error:
            self.close()
            raise NoServer(in_words(error)) from error
        self.may_have_sent = self.smtp is None
        try:
            self.connection.send_messages([message])
        except REFUSALS as error:
            outcome = RefusedForGood if is_for_good(error) else RefusedByServer
            raise outcome(in_words(error)) from error
        except Exception as error:
            self.close()
            outcome = PerhapsSent if self.may_have_sent else NoServer
            raise outcome(in_words(error)) from error

    @property
    def smtp(self):
        """The conversation with a mail server, if that is where mails go."""
        return getattr(self.connection, "connection", None)

    def watch(self):
        """Note when the content of a mail begins: before that nothing can have been delivered."""
        if self.smtp is None:
            return
        send_content = self.smtp.data

        def data(content):
            self.may_have_sent = True
            return send_content(content)

        self.smtp.data = data

    def is_alive(self):
        """Whether a mail may go over this connection; a server hangs up on those that rest."""
        if self.smtp is None:
            return True
        with contextlib.suppress(OSError):
            return self.smtp.noop()[0] == 250
        return False


def as_response(error):
    """A refused recipient, of which there is one a mail, as what the server answered."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    return error


def is_for_good(error):
    """Whether no further attempt can help: a code of 500 or more about this mail itself.

    Where our own address or greeting is refused, all mails are, until somebody mends that.
    """
    about_the_mail = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
    return isinstance(error, about_the_mail) and as_response(error).smtp_code >= 500


def in_words(error):
    """What went wrong, for the row of the mail; short enough for it."""
    error = as_response(error)
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode(errors="replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {said}"[:300]
    return f"{type(error).__name__}: {error}"[:300]


def send_due(should_stop=lambda: False):
    """Send the mails that are due, a round of them; returns whether the mail server was there."""
    report_lost_claims()
    with Outgoing() as outgoing:
        for pks in due_groups():
            if should_stop():
                break
            try:
                send_one(pks, outgoing)
            except NoServer as error:
                logger.warning("The mail server cannot be reached: %s", error)
                return False
    return True


def report_lost_claims():
    """Say of each mail whose worker never came back that nobody knows what became of it."""
    lost = Notification.objects.filter(
        mail=Mail.CLAIMED, claimed_at__lt=timezone.now() - CLAIM_LASTS
    )
    for note in list(lost):
        words = "The worker that was sending it ended."
        if lost.filter(pk=note.pk).update(mail=Mail.UNKNOWN, error=words):
            report(note, "perhaps sent, perhaps not: its worker ended. It is not sent again")


def try_again():
    """Let the mails that were given up wait once more; returns how many they are.

    What was perhaps sent is not among them.
    """
    given_up = Notification.objects.filter(mail=Mail.FAILED)
    return given_up.update(mail=Mail.WAITING, attempts=0, due_at=timezone.now())


def report(note, what):
    """An error in the log about one mail; addresses stay out of it."""
    logger.error("Mail %s (%s to account %s): %s", note.pk, note.event, note.recipient_id, what)


def due_groups():
    """Lists of notifications' pks, one for each mail that is due: those of a digest together."""
    due = Notification.objects.filter(mail=Mail.WAITING, due_at__lte=timezone.now())
    rows = due.order_by("due_at", "pk").values_list("pk", "recipient_id", "frequency")
    seen = set()
    for pk, recipient, frequency in list(rows[:MAILS_A_ROUND]):
        if frequency != Frequency.DAILY:
            yield [pk]
        elif recipient not in seen:
            seen.add(recipient)
            daily = due.filter(recipient=recipient, frequency=frequency)
            yield list(daily.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def claim(pks):
    """Take these mails for this worker; returns the pks of those nobody else took.

    One row after the other, in their order: so each says for itself whether it was won, and two
    workers never wait for each other in a circle.
    """
    now = timezone.now()
    waiting = Notification.objects.filter(mail=Mail.WAITING, due_at__lte=now)
    taken = {"mail": Mail.CLAIMED, "claimed_at": now, "attempts": F("attempts") + 1}
    return [pk for pk in sorted(pks) if waiting.filter(pk=pk).update(**taken)]


def send_one(pks, outgoing):
    """Claim these, send what can still be told of them as one mail, and note what came of it.

    Raises NoServer, after putting them back, if there is no use in trying the next ones.
    """
    claimed = Notification.objects.filter(pk__in=claim(pks)).order_by("created_at", "pk")
    notes = list(claimed.select_related("recipient", "subscription"))
    if not notes:
        return
    try:
        message, told = compose(notes)
        settle([note.pk for note in notes if note.pk not in told], Mail.NONE)
        if message is None:
            return
        notes = [note for note in notes if note.pk in told]
        outgoing.send(message)
    except PerhapsSent as error:
        settle(told, Mail.UNKNOWN, error=str(error))
        for note in notes:
            report(note, "the connection broke while sending. It is not sent again")
    except NoServer as error:
        put_back(notes, str(error))
        raise
    except RefusedForGood as error:
        give_up(notes, str(error), "at once: the mail server refused it for good")
    except RefusedByServer as error:
        put_back(notes, str(error))
    except Exception as error:
        logger.exception("A mail could not be written")
        put_back(notes, in_words(error))
    else:
        settle(told, Mail.SENT, sent_at=timezone.now(), error="")


def compose(notes):
    """The message about these notifications of one person and what it tells of, if anything."""
    user = notes[0].recipient
    if not (user.is_active and user.email):
        return None, []
    return emails.write(user, notes)


def settle(pks, state, **fields):
    """Note what became of claimed mails; also if it took so long that they were given up."""
    held = [Mail.CLAIMED, Mail.UNKNOWN] if state == Mail.SENT else [Mail.CLAIMED]
    Notification.objects.filter(pk__in=pks, mail__in=held).update(mail=state, **fields)


def put_back(notes, error):
    """Let mails that were certainly not delivered wait for another attempt, or give them up."""
    attempts = max(note.attempts for note in notes)
    pks = [note.pk for note in notes]
    if attempts <= len(PAUSES):
        due_at = timezone.now() + PAUSES[attempts - 1]
        settle(pks, Mail.WAITING, due_at=due_at, error=error)
        return
    give_up(notes, error, f"after {attempts} attempts in three days")


def give_up(notes, error, why):
    """Try these no more, and say so. The server's words stay in the row: they name addresses."""
    settle([note.pk for note in notes], Mail.FAILED, error=error)
    for note in notes:
        report(note, f"given up {why}")
