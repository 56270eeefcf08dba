from .comment import Comment
from .decision import ModerationDecision
from .discussion import Discussion
from .following import Frequency, Notification, Subscription
from .owner import HasDiscussion
from .people import ListedWord, Participant
from .rating import Rating
from .reactions import Flag, Mute, Visit, Vote
from .texts import EarlierText

__all__ = [
    "Comment",
    "Discussion",
    "EarlierText",
    "Flag",
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
