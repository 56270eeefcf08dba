"""Writing and voting with a script that works in place, and where it cannot."""

import pytest

from tests.serving import PASSWORD

FILM = "/films/what-north-korean-defectors-think-of-korea/"
VOTE = "#discussion .votes button[aria-label='Vote for']"


@pytest.fixture
def editor(visit):
    one = visit()
    one.log_in("editor")
    one.page.goto(FILM)
    return one


def end_session(one):
    """What the browser has is worth nothing any more, and the page does not know it."""
    session = next(c for c in one.context.cookies() if c["name"] == "sessionid")
    one.context.add_cookies([session | {"value": "x" * 32}])


def post(page, text):
    form = page.locator("#discussion-respond form")
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Post").click()
    page.locator("[data-posted]", has_text=text).wait_for()


def test_an_edit_and_a_reply_from_pages_of_their_own_are_saved(editor):
    page = editor.page
    post(page, "A comment of mine.")
    posted = page.locator("[data-posted]")
    reply = posted.get_by_role("link", name="Reply").first.get_attribute("href")
    posted.get_by_role("link", name="Edit", exact=True).click()
    page.locator("main textarea").fill("A comment, corrected.")
    page.get_by_role("button", name="Save").click()
    page.locator("#discussion .comment-text", has_text="A comment, corrected.").wait_for()
    page.goto(reply)
    page.locator("main textarea").fill("A reply from its own page.")
    page.get_by_role("button", name="Post").click()
    page.locator("#discussion .comment-text", has_text="A reply from its own page.").wait_for()
    page.goto(reply)
    assert page.locator("main textarea").input_value() == ""


def test_who_was_logged_out_votes_after_logging_in(editor):
    page = editor.page
    end_session(editor)
    page.locator(VOTE).first.click()
    page.wait_for_url("**/accounts/login/**")
    assert page.locator("main").count() == 1
    page.get_by_label("Name or mail address").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{FILM}*")
    page.locator(VOTE).first.click()
    page.locator(f"{VOTE}[aria-pressed=true]").wait_for()


def test_a_vote_that_fails_says_why(editor):
    page = editor.page
    button = page.locator(VOTE).first
    button.evaluate("(b) => { b.formAction = '/comments/999999/vote/'; }")
    button.click()
    page.wait_for_url("**/comments/999999/vote/")
    assert "404" in page.locator("main").inner_text()
    editor.troubles.clear()


def test_the_next_person_at_this_browser_does_not_see_a_draft(editor):
    page = editor.page
    box = page.locator("#discussion-respond textarea")
    box.fill("My half-written thought")
    editor.context.clear_cookies()
    editor.log_in("reader")
    page.goto(FILM)
    assert box.input_value() == ""
    editor.context.clear_cookies()
    editor.log_in("editor")
    page.goto(FILM)
    assert box.input_value() == "My half-written thought"
