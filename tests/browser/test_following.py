"""Following, and the inbox, in a real browser: in place with script, by pages without."""

import re

import pytest
from playwright.sync_api import expect

from .inbox import wait_for_unread

FILM, TAG = "/films/what-north-korean-defectors-think-of-korea/", "/tags/defectors/"
FOLLOWS = "/accounts/follows/"
FOLLOW = re.compile("^Follow")


@pytest.fixture(params=["in place", "by pages"])
def page(request, visit):
    """A page of somebody who is logged in; in place no click may leave it."""
    in_place = request.param == "in place"
    window = visit(java_script_enabled=in_place)
    window.log_in("reader")
    window.page.stays = in_place
    return window.page


def press(page, button):
    """Press a button; in place the page stays, and so does the place of the keyboard."""
    button.evaluate("e => { document.isTheSame = true; e.form.dataset.isOld = true }")
    button.click()
    expect(page.locator("[data-is-old]")).to_have_count(0)
    assert page.evaluate("Boolean(document.isTheSame)") == page.stays
    if page.stays:
        expect(page.locator("main :focus")).to_have_count(1)


def test_one_follows_changes_and_stops_on_the_page_of_the_thing(page):
    for address, box in (
        (FILM, ".notify .follow"),
        (FILM, ".post-foot .follow"),
        (TAG, ".follow"),
    ):
        page.goto(address)
        form = page.locator(box)
        form.get_by_role("combobox").select_option("daily")
        press(page, form.get_by_role("button", name=FOLLOW))
        expect(form.get_by_role("combobox")).to_have_value("daily")
        form.get_by_role("combobox").select_option("never")
        press(page, form.get_by_role("button", name="Change"))
        expect(form.get_by_role("combobox")).to_have_value("never")
        press(page, form.get_by_role("button", name="Stop following"))
        expect(form.get_by_role("button", name=FOLLOW)).to_be_visible()
        page.reload()
        expect(form.get_by_role("button", name=FOLLOW)).to_be_visible()


def test_everything_one_follows_is_changed_and_stopped_in_one_place(page):
    for address, box in ((TAG, ".follow"), (FILM, ".notify .follow")):
        page.goto(address)
        press(page, page.locator(box).get_by_role("button", name=FOLLOW))
    page.goto(FOLLOWS)
    tag = page.locator("li", has=page.get_by_role("link", name="Defectors", exact=True))
    tag.get_by_role("combobox").select_option("daily")
    press(page, tag.get_by_role("button", name="Change"))
    expect(tag.get_by_role("combobox")).to_have_value("daily")
    press(page, tag.get_by_role("button", name="Stop following"))
    expect(tag).to_have_count(0)
    press(page, page.get_by_role("button", name="Stop following"))
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


def test_the_inbox_is_marked_read(page, visit):
    page.goto(FILM)
    press(page, page.locator(".notify .follow").get_by_role("button", name=FOLLOW))
    other = visit()
    other.log_in("editor")
    other.page.goto(FILM)
    form = other.page.locator("#discussion-respond")
    form.get_by_label("Your comment").fill(f"News for you, {page.stays}.")
    form.get_by_role("button", name="Post").click()
    expect(other.page.locator("[data-posted]")).to_be_visible()
    page.goto("/accounts/inbox/")
    wait_for_unread(page, 1)
    expect(page.get_by_role("link", name="Inbox (1)")).to_be_visible()
    expect(page.locator(".unread")).to_contain_text(f"News for you, {page.stays}.")
    press(page, page.get_by_role("button", name="Mark all as read"))
    expect(page.locator(".unread")).to_have_count(0)
    expect(page.get_by_role("link", name="Inbox", exact=True)).to_be_visible()
    page.goto(FILM)
    press(page, page.locator(".notify .follow").get_by_role("button", name="Stop following"))


def test_where_the_log_in_has_ended_one_is_led_to_log_in(visit):
    window = visit()
    window.log_in("reader")
    window.page.goto(FILM)
    window.context.clear_cookies(name="sessionid")
    window.page.locator(".notify .follow").get_by_role("button", name=FOLLOW).click()
    window.page.wait_for_url("**/accounts/login/?next=/films/**")


def test_without_a_connection_it_is_said_that_nothing_was_sent(visit):
    window = visit()
    window.log_in("reader")
    window.page.goto(FILM)
    window.context.set_offline(True)
    form = window.page.locator(".notify .follow")
    with window.page.expect_console_message(lambda said: "DISCONNECTED" in said.text):
        form.get_by_role("button", name=FOLLOW).click()
    expect(form.get_by_role("status")).to_contain_text("This could not be sent.")
    window.troubles.clear()
