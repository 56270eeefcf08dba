"""Signing up, logging in and reading mails, as a person does."""

import re

from django.core import mail

PASSWORD = "fern-lantern-9"
LOGIN = "/accounts/login/"
SIGNUP = "/accounts/signup/"
CONFIRM = "/accounts/signup/confirm/"


def code_in(message):
    """The code that a mail asks to be typed, or None."""
    found = re.search(r"^\d{4}-\d{4}$", message.body, re.MULTILINE)
    return found and found[0]


def newest_mail(address):
    """The newest mail to this address."""
    return [message for message in mail.outbox if message.to == [address]][-1]


def fill_in(client, name="Newcomer", email="newcomer@example.org", **fields):
    """Send the sign-up form."""
    fields = {"username": name, "email": email, "password1": PASSWORD} | fields
    return client.post(SIGNUP, fields)


def sign_up(client, name="Newcomer", **fields):
    """Sign up and confirm; returns what the code was answered with."""
    email = f"{name.lower()}@example.org"
    fill_in(client, name, email, **fields)
    return client.post(CONFIRM, {"code": code_in(newest_mail(email))})


def log_in(client, login, password="correct horse", **fields):
    return client.post(LOGIN, {"login": login, "password": password, **fields})


def log_in_anew(client, user, password="correct horse"):
    """Log in and say who one is once more, as the pages about safety ask."""
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": password})
