"""Accounts in a real browser: signing up where one is, passkeys, and what a phone shows."""

import re
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import pytest

from .conftest import Visit

NEWS = "/posts/north-korean-defectors-beaten-killed/"
PASSWORD = "fern-lantern-9"


def code_for(server, address):
    """The code in the newest mail to this address."""
    folder = Path(server.environment["VAR_DIR"]) / "mail"
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]
    text = [one for one in mails if one["To"] == address][-1].get_body(("plain",)).get_content()
    return re.search(r"^\d{4}-\d{4}", text, re.MULTILINE)[0]


def sign_up(page, server, name, **click):
    """Fill in the form that is open, and type the code."""
    address = f"{name}@example.org"
    page.get_by_label("Name").fill(name)
    page.get_by_label("Mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click(**click)
    page.wait_for_url("**/signup/confirm/")
    page.get_by_label("Code").fill(code_for(server, address))
    page.get_by_role("button", name="Confirm").click(**click)


@pytest.mark.parametrize("script", [True, False])
def test_text_typed_while_logged_out_waits_behind_the_sign_up(visit, server, script):
    window = visit(java_script_enabled=script)
    page = window.page
    window.log_in("reader")
    page.goto(NEWS)
    page.get_by_label("Your comment").fill("Typed before there was an account.")
    window.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Post", exact=True).click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("link", name="Sign up").click()
    sign_up(page, server, f"newcomer-{script}".lower())
    page.wait_for_url(f"**{NEWS}#discussion-respond")
    assert page.get_by_label("Your comment").input_value() == "Typed before there was an account."
    window.troubles.clear()  # a form that was sent after the log-out answers 403 to the script


def test_a_form_pressed_twice_is_sent_once(visit, server):
    page = visit().page
    page.goto(f"/accounts/signup/?next={NEWS}")
    sign_up(page, server, "hasty", click_count=2)
    page.wait_for_url(f"**{NEWS}")
    assert page.get_by_role("link", name="hasty").is_visible()


def test_a_passkey_logs_in_alone_and_as_the_second_step(chromium, server):
    # Passkeys belong to a name: the number 127.0.0.1 has none.
    named = SimpleNamespace(url=server.url.replace("127.0.0.1", "localhost"))
    window = Visit(chromium, named)
    page = window.page
    devices = window.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto("/accounts/signup/")
    sign_up(page, server, "keeper")
    page.get_by_role("link", name="keeper").wait_for()
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("Here are your recovery codes").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/tags/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{named.url}/tags/")
    page.get_by_role("link", name="keeper").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/films/")
    page.get_by_label("Name or mail address").fill("keeper")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="One more step").wait_for()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{named.url}/films/")
    window.context.close()
    assert window.troubles == []
    assert window.outside == []


def test_account_pages_fit_a_small_phone_in_both_languages(visit):
    window = visit(viewport={"width": 320, "height": 640})
    page = window.page
    for start in ("", "/ko"):
        for name in ("login", "signup", "password/reset"):
            page.goto(f"{start}/accounts/{name}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    window.log_in("reader")
    names = ["", "settings/", "sessions/", "2fa/", "comments/", "votes/", "data/", "leave/"]
    for start in ("", "/ko"):
        for name in names:
            page.goto(f"{start}/accounts/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
