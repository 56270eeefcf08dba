"""Logging in, and the work at the desk, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.serving import PASSWORD

NEWS = "/posts/north-korean-defectors-beaten-killed/"
WORKERS_TRIED = 12
ADMIN = [
    "",
    "archive/post/",
    "archive/post/add/",
    "archive/post/6/change/",
    "archive/post/6/preview/",
    "archive/post/6/revisions/",
    "archive/film/1/change/",
    "archive/film/1/prizes/",
    "archive/nomination/1/change/",
    "archive/outsidelink/",
    "archive/person/add/",
    "archive/person/duplicates/",
    "comments/comment/",
    "comments/discussion/",
    "password_change/",
]


def test_mistyping_then_logging_in_lands_where_one_was_and_out_again(page):
    page.goto(NEWS)
    page.get_by_role("link", name="logged in").click()
    page.get_by_label("Name or mail address").fill("reader")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("not correct")).to_be_visible()
    assert page.get_by_label("Name or mail address").input_value() == "reader"
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NEWS}*")
    page.reload()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"**{NEWS}*")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_logging_in_works_without_script(visit):
    window = visit(java_script_enabled=False)
    window.log_in("reader")
    assert window.page.get_by_role("button", name="Log out").is_visible()


def decide(page, name, action):
    page.goto(f"/admin/comments/comment/?q={name}")
    page.locator("input.action-select").first.check()
    page.get_by_label("Action:").select_option(label=action)
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    page.wait_for_selector(".messagelist")


def test_a_removal_and_a_publication_stand_in_the_next_answers_of_all_workers(visit, server):
    window = visit()
    window.log_in("moderator")
    for _ in range(WORKERS_TRIED):
        assert "Paul Nolet" in server.get(NEWS)
    decide(window.page, "Nolet", "Remove")
    for _ in range(WORKERS_TRIED):
        assert "Paul Nolet" not in server.get(NEWS)
    decide(window.page, "Nolet", "Publish")
    for _ in range(WORKERS_TRIED):
        assert "Paul Nolet" in server.get(NEWS)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_admin_works_under_the_strict_policy_at_every_width(visit, width):
    """A page with an error in its console is found when its window closes."""
    window = visit(viewport={"width": width, "height": 800})
    window.log_in("editor")
    for address in ADMIN:
        assert window.page.goto(f"/admin/{address}").status == 200
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_moderator_decides_from_the_list_and_says_why(visit, server):
    window = visit(viewport={"width": 375, "height": 800})
    window.log_in("moderator")
    page = window.page
    page.goto("/admin/comments/comment/?q=Nolet")
    page.get_by_label("Reason:").select_option("off-topic")
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("1 comment is now")).to_be_visible()
    assert "Paul Nolet" not in server.get(NEWS)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("1 comment is now “published”")).to_be_visible()
    assert "Paul Nolet" in server.get(NEWS)


def test_tags_are_offered_while_typing_the_next_one(visit):
    window = visit()
    window.log_in("editor")
    page = window.page
    page.goto("/admin/archive/post/add/")
    page.get_by_label("Tags:").press_sequentially("Seoul, defec")
    offered = page.locator("#suggestions option")
    expect(offered).to_have_attribute("value", "Seoul, Defectors")


def test_an_editor_finds_a_film_by_typing(visit):
    page = visit()
    page.log_in("editor")
    page = page.page
    page.goto("/admin/archive/post/add/")
    page.locator(".field-films .select2-selection").click()
    page.keyboard.type("seoul")
    page.get_by_role("option", name="Seoul Train").click()
    expect(page.get_by_role("listitem", name="Seoul Train")).to_be_visible()
