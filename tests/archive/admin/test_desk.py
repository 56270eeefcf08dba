"""The admin: who sees what, and what the desk does there."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import reverse

from archive.models import Film, Nomination, Post
from comments.models import Comment, ModerationDecision
from tests.comments.factories import make_comment
from tests.reading import text_of

from ..forms import seen

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)

EDITED = {
    "archive.Award",
    "archive.Capture",
    "archive.Category",
    "archive.Redirect",
    "archive.Film",
    "archive.Nomination",
    "archive.OutsideLink",
    "archive.Person",
    "archive.Post",
    "archive.Source",
    "archive.Tag",
    "archive.Video",
}
SEEN_BY = {
    "editor": EDITED | {"comments.Comment", "comments.Discussion", "comments.Rating"},
    "moderator": {
        "archive.Film",
        "archive.Post",
        "comments.Comment",
        "comments.Discussion",
        "comments.ListedWord",
        "comments.ModerationDecision",
        "comments.Participant",
        "comments.Rating",
    },
}


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def superuser_client(client, make_user):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_is_searched_and_every_row_opened(superuser_client, model):
    listing = superuser_client.get(address(model, "changelist"))
    assert listing.status_code == 200
    if admin.site._registry[model].search_fields:
        assert superuser_client.get(f"{address(model, 'changelist')}?q=korea").status_code == 200
    if row := model._default_manager.first():
        assert superuser_client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("who", ["editor", "moderator"])
def test_each_group_sees_exactly_what_it_works_with(client, request, who):
    client.force_login(request.getfixturevalue(who))
    seen = {
        model._meta.label
        for model in MODELS
        if client.get(address(model, "changelist")).status_code == 200
    }
    assert seen == SEEN_BY[who]


def test_a_reader_is_sent_away(client, reader):
    client.force_login(reader)
    response = client.get("/admin/")
    assert response.status_code in (302, 403)


def test_who_is_not_logged_in_is_sent_to_the_one_log_in_page(client):
    response = client.get("/admin/")
    assert response.status_code == 302
    final = client.get("/admin/", follow=True)
    assert final.redirect_chain[-1][0].startswith("/accounts/login/")


def test_nobody_reads_the_secrets_of_second_factors_there():
    assert not admin.site.is_registered(Authenticator)


def act(client, action, *comments):
    queue = address(Comment, "changelist")
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(queue, chosen | {"seen": seen(client.get(queue))}, follow=True)


def test_a_moderator_publishes_and_removes_and_readers_see_it_at_once(client, moderator):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    held = make_comment(post.discussion, "Held until now.", status="pending")
    assert "Held until now." not in text_of(client.get(NEWS))
    client.force_login(moderator)
    assert "1 comment is now “published”" in text_of(act(client, "publish", held))
    client.logout()
    assert "Held until now." in text_of(client.get(NEWS))
    client.force_login(moderator)
    act(client, "remove", held)
    client.logout()
    assert "Held until now." not in text_of(client.get(NEWS))
    decisions = ModerationDecision.objects.filter(comment=held).order_by("pk")
    assert [(d.to_status, d.by) for d in decisions] == [
        ("published", moderator),
        ("removed", moderator),
    ]


def test_what_cannot_be_decided_is_said_and_the_rest_is_done(client, moderator):
    post = Post.objects.first()
    held = make_comment(post.discussion, "Held.", status="pending")
    withdrawn = make_comment(post.discussion, "Withdrawn.", status="withdrawn")
    client.force_login(moderator)
    text = text_of(act(client, "publish", held, withdrawn))
    assert "1 comment is now “published”" in text
    assert "cannot become" in text


def test_an_editor_may_read_comments_but_not_decide(client, editor):
    comment = Comment.objects.get(archived_name="Melody")
    client.force_login(editor)
    act(client, "remove", comment)
    assert Comment.objects.get(pk=comment.pk).status == "published"


def test_comments_are_filtered_by_state_and_discussion(client, moderator):
    post = Post.objects.first()
    make_comment(post.discussion, "Waiting for you.", status="pending")
    client.force_login(moderator)
    queue = text_of(client.get(f"{address(Comment, 'changelist')}?status__exact=pending"))
    assert "Waiting for you." in queue
    assert "Melody" not in queue
    one = client.get(
        f"{address(Comment, 'changelist')}?discussion__id__exact={post.discussion_id}"
    )
    assert "Waiting for you." in text_of(one)


def test_an_editor_closes_a_discussion(client, editor):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    client.get(NEWS)
    client.force_login(editor)
    page = address(type(post.discussion), "change", post.discussion_id)
    client.post(page, {"style": "soundoff", "claimed_count": 10})
    client.logout()
    assert "This discussion is closed." in text_of(client.get(NEWS))


def post_form(client, **changes):
    """What the browser would send from an empty post form, with these changes."""
    page = client.get(address(Post, "add"))
    data = {"title": "", "slug": "", "body": "", "status": "draft", **changes}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    data |= {"text_origin": "original", "language": "en", "date_precision": "none"}
    return client.post(
        address(Post, "add"), data | {"position": 0, "tags": changes.get("tags", "")}
    )


def test_an_editor_publishes_a_post(client, editor):
    client.force_login(editor)
    post_form(
        client,
        title="A new post",
        slug="a-new-post",
        body="<p>Hello<script>alert(1)</script></p>",
        byline="Us",
        status="published",
        tags="Fresh",
    )
    client.logout()
    page = client.get("/posts/a-new-post/")
    assert "Hello" in text_of(page)
    assert "alert(1)" not in page.content.decode()
    assert "A new post" in text_of(client.get("/tags/fresh/"))


def test_a_second_post_with_the_same_address_is_refused_with_a_word(client, editor):
    client.force_login(editor)
    response = post_form(client, title="Again", slug="north-korean-defectors-beaten-killed")
    assert response.status_code == 200
    assert "already exists" in text_of(response)


def test_view_on_site_leads_to_the_page(client, editor):
    client.force_login(editor)
    film = Film.objects.get(slug="seoul-train")
    page = client.get(address(Film, "change", film.pk)).content.decode()
    link = page.split("View on site")[0].rsplit('href="', 1)[1].split('"')[0]
    assert client.get(link, follow=True).status_code in (200, 301, 302)


def test_a_nomination_needs_evidence(client, editor):
    nomination = Nomination.objects.first()
    client.force_login(editor)
    page = client.get(address(Nomination, "change", nomination.pk))
    assert "evidence-0-post" in page.content.decode()
