"""Who may open which address of the admin: one table over all of them."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.urls import URLPattern, URLResolver, get_resolver

from archive.models import Film, OutsideLink, Post, Redirect
from comments.actions.moderation import Status, decide
from comments.models import Comment, ListedWord, ModerationDecision, Participant, Rating
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db

# What each group may do with each model: v(iew), a(dd), c(hange), d(elete).
EDITORS = {
    "archive_award": "vacd",
    "archive_capture": "vac",
    "archive_category": "vacd",
    "archive_film": "vacd",
    "archive_nomination": "vacd",
    "archive_redirect": "vacd",
    "archive_outsidelink": "vc",
    "archive_person": "vacd",
    "archive_post": "vacd",
    "archive_source": "vac",
    "archive_tag": "vacd",
    "archive_video": "vc",
    "comments_comment": "v",
    "comments_discussion": "vc",
    "comments_rating": "v",
}
MODERATORS = {
    "archive_film": "v",
    "archive_post": "v",
    "comments_comment": "v",
    "comments_discussion": "v",
    "comments_listedword": "vacd",
    "comments_participant": "vac",
    "comments_moderationdecision": "v",
    "comments_rating": "v",
}

# Pages of our own: the permission each asks for, of which model.
OWN_PAGES = {
    "post-revisions": "archive_post:v",
    "post-revision": "archive_post:v",
    "post-preview": "archive_post:c",
    "film-credits": "archive_film:c",
    "film-prizes": "archive_film:c",
    "film-suggest": "archive_film:c",
    "film-duplicates": "archive_film:d",
    "person-duplicates": "archive_person:d",
    "tag-duplicates": "archive_tag:d",
    "category-duplicates": "archive_category:d",
    "award-duplicates": "archive_award:d",
}
STAFF = {"index", "jsi18n", "password_change", "password_change_done"}
# Answer everybody in their own way; tested where they are used.
OTHERS = {"login", "logout", "view_on_site", "autocomplete", "app_list"}
# Rows that nobody writes or deletes by hand, whatever the permissions.
NEVER = {
    f"{model}_{act}"
    for model in (
        "archive_outsidelink",
        "archive_video",
        "comments_comment",
        "comments_discussion",
        "comments_moderationdecision",
        "comments_rating",
    )
    for act in ("add", "delete")
} | {"comments_participant_delete"}
PAGES = {"changelist": "v", "change": "v", "history": "v", "add": "a", "delete": "d"}


def admin_names():
    """The name and the address of every page of the admin."""
    (found,) = [
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and "LocalePrefix" in type(resolver.pattern).__name__
    ]
    (admin,) = [r for r in found.url_patterns if str(r.pattern) == "admin/"]

    def walk(resolver, prefix):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield pattern.name, prefix + str(pattern.pattern)

    return sorted(set(walk(admin, "/admin/")))


def example(route):
    """An address that this route matches."""
    post, film = Post.objects.first(), Film.objects.first()
    row = {
        "post": post,
        "film": film,
        "comment": Comment.objects.first(),
        "discussion": post.discussion,
        **{
            model._meta.model_name: model._default_manager.first()
            for model in (
                EmailAddress,
                ListedWord,
                ModerationDecision,
                Redirect,
                OutsideLink,
                Participant,
                Rating,
                UserSession,
                get_user_model(),
            )
        },
    }
    model = route.split("/")[3] if route.count("/") > 3 else ""
    pk = getattr(row.get(model), "pk", 1)
    route = route.replace("<int:pk>", str(pk)).replace("<int:number>", "1")
    return route.replace("<path:object_id>", str(pk))


def allowed(table, name):
    """Whether somebody with these permissions may open the page of this name."""
    if name in STAFF:
        return True
    model, _, needs = OWN_PAGES.get(name, "").partition(":")
    if not model:
        model, _, page = name.rpartition("_")
        needs = PAGES[page]
    return needs in table.get(model, "")


def opens(client, address):
    """Whether the address answers with a page instead of a refusal or the log-in."""
    response = client.get(address)
    if response.status_code == 302 and "/login/" in response.headers["Location"]:
        return False
    return response.status_code != 403


NAMES = [(name, route) for name, route in admin_names() if name not in OTHERS]


@pytest.fixture
def people(make_user, editor, moderator, reader):
    post = Post.objects.first()
    Redirect.objects.create(path="/old/", target="/")
    OutsideLink.objects.get_or_create(url="https://example.org/")
    ListedWord.objects.create(word="word")
    Participant.objects.get_or_create(user=reader)
    UserSession.objects.create(user=reader, ip="192.0.2.0", session_key="s" * 32)
    Rating.objects.create(discussion=post.discussion, user=reader, value=5)
    decide(make_comment(post.discussion, status="pending"), Status.PUBLISHED)
    return {
        "anonymous": (None, None),
        "reader": (reader, {}),
        "moderator": (moderator, MODERATORS),
        "editor": (editor, EDITORS),
        "superuser": (make_user("root", is_staff=True, is_superuser=True), "everything"),
    }


def test_the_table_covers_every_page_of_the_admin():
    assert len(NAMES) > 80


@pytest.mark.parametrize("who", ["anonymous", "reader", "moderator", "editor", "superuser"])
def test_who_may_open_what(client, people, who):
    user, table = people[who]
    if user:
        client.force_login(user)
    wrong = []
    for name, route in NAMES:
        may = table == "everything" or (user and user.is_staff and allowed(table, name))
        expected = bool(may) and name not in NEVER
        if opens(client, example(route)) != expected:
            wrong.append((name, expected))
    assert wrong == []
