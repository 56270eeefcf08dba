from .comment import Comment
from .decisions import ModerationDecision
from .discussion import Discussion
from .events import Event
from .owner import HasDiscussion
from .participants import ListedWord, Participant
from .rating import Rating
from .reactions import Flag, Mute, Visit, Vote
from .revisions import CommentRevision
from .subscriptions import Frequency, Notification, Subscription

__all__ = [
    "Comment",
    "Discussion",
    "CommentRevision",
    "Flag",
    "Event",
    "Frequency",
    "HasDiscussion",
    "ListedWord",
    "ModerationDecision",
    "Mute",
    "Notification",
    "Participant",
    "Rating",
    "Subscription",
    "Visit",
    "Vote",
]
