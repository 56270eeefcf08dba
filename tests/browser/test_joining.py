"""Joining a discussion from nothing: signing up, a comment, its answer, the mail, its end."""

import re
import time
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import expect

from .inbox import wait_for_unread
from .test_desk import decide

NEWS = "/posts/north-korean-defectors-beaten-killed/"
WAYS = {
    "desktop": {},
    "without-script": {"java_script_enabled": False},
    "phone": {
        "viewport": {"width": 375, "height": 740},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "keyboard": {},
}
MOST_TABS = 200
# Seconds in which the worker looks for mail to send more than once.
MAIL_TAKES = 20


class Pointer:
    """Somebody who uses a page by a mouse or by touch."""

    def __init__(self, page):
        self.page = page

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def tick(self, label):
        self.page.get_by_label(label, exact=True).check()

    def press(self, name, role="button"):
        self.page.get_by_role(role, name=name).click()


class Keyboard(Pointer):
    """Somebody who uses a page by Tab, Enter, Space and typing alone."""

    def reach(self, target):
        target.wait_for()
        self.page.wait_for_load_state()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("e => e === document.activeElement"):
                assert target.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
                return
        raise AssertionError(f"{target} is out of reach")

    def fill(self, label, text):
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def tick(self, label):
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Space")

    def press(self, name, role="button"):
        self.reach(self.page.get_by_role(role, name=name))
        self.page.keyboard.press("Enter")


def mail_about(server, address, subject):
    """The newest mail to this address whose subject matches, as soon as it is there."""
    end = time.monotonic() + MAIL_TAKES
    while time.monotonic() < end:
        for path in sorted((server.log.parent / "mail").glob("*.eml"), reverse=True):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            if message["To"] == address and re.search(subject, message["Subject"]):
                return message
        time.sleep(0.2)
    raise AssertionError(f"No mail to {address} about {subject}")


def sign_up(hands, server, name):
    """Sign up from the page of the post, and come back to it."""
    address = f"{name}@example.org"
    hands.press("logged in", "link")
    hands.press("Sign up", "link")
    hands.fill("Name", name)
    hands.fill("Mail address", address)
    hands.fill("Password", "a quiet lantern")
    hands.press("Sign up")
    expect(hands.page.get_by_text("A mail with a code is on its way")).to_be_visible()
    code = mail_about(server, address, "code|onfirm").get_body("plain").get_content()
    hands.fill("Code", re.search(r"^\s*([A-Z0-9]{3,}(-[A-Z0-9]{3,})?)\s*$", code, re.M)[1])
    hands.press("Confirm")
    hands.page.wait_for_url(f"**{NEWS}*")


def answer(visit, text, with_text):
    """Somebody else answers the comment that says `text`."""
    other = visit()
    other.log_in("editor")
    other.page.goto(NEWS)
    comment = other.page.locator(".comment", has_text=text).last
    comment.get_by_role("link", name="Reply").click()
    comment.get_by_label("Your comment").fill(with_text)
    comment.get_by_role("button", name="Post").click()
    expect(other.page.locator("[data-posted]")).to_contain_text(with_text)


@pytest.mark.parametrize("way", WAYS)
def test_from_signing_up_to_unsubscribing(visit, server, way):
    newcomer = visit(**WAYS[way])
    page = newcomer.page
    hands = Keyboard(page) if way == "keyboard" else Pointer(page)
    name, text = f"walker-{way}", f"What I saw there, {way}, I never forgot."
    page.goto(NEWS)
    sign_up(hands, server, name)

    hands.fill("Your comment", text)
    hands.tick("Mail me replies to this comment")
    hands.press("Post")
    held = page.locator(".held", has_text=text)
    expect(held).to_contain_text("awaiting moderation")
    page.reload()
    expect(held).to_be_visible()
    assert text not in server.get(NEWS)

    desk = visit()
    desk.log_in("moderator")
    decide(desk.page, name, "Publish")
    assert text in server.get(NEWS)
    answer(visit, text, f"So do I, {way}.")

    page.goto(NEWS)
    wait_for_unread(page, 2)
    hands.press("Inbox (2)", "link")
    hands.press("editor answered you", "link")
    expect(page.locator(":target")).to_contain_text(f"So do I, {way}.")
    expect(page.get_by_role("link", name="Inbox (1)")).to_be_visible()

    mail = mail_about(server, f"{name}@example.org", "editor answered you")
    link = mail["List-Unsubscribe"].strip(" <>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        body = mail.get_body(kind).get_content()
        assert f"So do I, {way}." in body
        assert link in body
    logged_out = visit(**WAYS[way]).page
    logged_out.goto(link)
    leaving = Keyboard(logged_out) if way == "keyboard" else Pointer(logged_out)
    leaving.press("No more of these mails")
    expect(logged_out.get_by_text("No more mail comes about")).to_be_visible()
    page.goto("/accounts/follows/")
    expect(page.get_by_label("Mail")).to_have_value("never")
