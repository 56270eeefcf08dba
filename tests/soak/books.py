"""The books are checked against the rows, by plain counting. Runs inside a served archive."""

from collections import Counter
from itertools import groupby, pairwise

from comments.models import Comment, Discussion, Flag, ModerationDecision, Rating, Vote

Status = Comment.Status


def wrong_counts():
    """How many kept numbers there are, and those that differ from what the rows say."""
    comments = list(Comment.objects.all())
    kept = {}
    for one in Discussion.objects.all():
        kept["discussion", one.pk] = [one.comment_count, one.rating_count, one.rating_sum]
    for one in comments:
        kept["comment", one.pk] = [one.score, one.reply_count]
    counted = _count_discussions(comments) | _count_comments(comments)
    wrong = [[*key, kept[key], counted[key]] for key in kept if kept[key] != counted[key]]
    return [sum(map(len, kept.values())), wrong]


def _count_discussions(comments):
    states = {one.pk: one.status for one in comments}
    counts = {pk: [0, 0, 0] for pk in Discussion.objects.values_list("pk", flat=True)}
    for one in comments:
        counts[one.discussion_id][0] += one.status == Status.PUBLISHED
    for one in Rating.objects.all():
        if one.review_id is None or states[one.review_id] == Status.PUBLISHED:
            counts[one.discussion_id][1] += 1
            counts[one.discussion_id][2] += one.value
    return {("discussion", pk): numbers for pk, numbers in counts.items()}


def _count_comments(comments):
    replies = Counter(one.root_id for one in comments if one.status == Status.PUBLISHED)
    scores = Counter()
    votes = Vote.objects.exclude(voter__participant__is_banned=True)
    for comment, value in votes.values_list("comment", "value"):
        scores[comment] += value
    return {("comment", one.pk): [scores[one.pk], replies[one.pk]] for one in comments}


def broken_records():
    """Comments whose decisions do not follow one another, or do not lead to their state."""
    states = dict(Comment.objects.values_list("pk", "status"))
    decisions = ModerationDecision.objects.filter(subject="comment").order_by("comment", "pk")
    broken = []
    for pk, group in groupby(decisions, key=lambda decision: decision.comment_id):
        record = list(group)
        follows = all(one.to_status == other.from_status for one, other in pairwise(record))
        if not follows or record[-1].to_status != states[pk]:
            broken.append([pk, states[pk], [[one.from_status, one.to_status] for one in record]])
    return broken


def rows_of_people():
    """What the people of a crowd have done, by their numbers, as far as rows tell it."""
    ours = {"author__username__startswith": "person"}
    columns = ("author__username", "submission_key", "pk", "status", "text")
    return {
        "comments": [
            [_number(name), str(key), *rest]
            for name, key, *rest in Comment.objects.filter(**ours).values_list(*columns)
        ],
        "votes": [
            [_number(name), *rest]
            for name, *rest in Vote.objects.values_list("voter__username", "comment", "value")
        ],
        "ratings": [
            [_number(name), *rest]
            for name, *rest in Rating.objects.values_list("user__username", "discussion", "value")
        ],
        "flags": [
            [_number(name), comment]
            for name, comment in Flag.objects.values_list("by__username", "comment")
        ],
    }


def _number(username):
    return int(username.removeprefix("person"))
