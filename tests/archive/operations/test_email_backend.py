"""Mail in development: files that a mail program opens."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    return settings.MAIL_DIR


def test_each_mail_is_a_file_that_the_console_names(folder, capsys):
    connection = get_connection("archive.operations.email_backend.EmlBackend")
    for subject in ("First", "Ein Wörtchen"):
        message = EmailMultiAlternatives(
            subject, "As text.\nÜber.", to=["reader@example.org"], connection=connection
        )
        message.attach_alternative("<p>As HTML.</p>", "text/html")
        assert message.send() == 1
    paths = sorted(folder.iterdir())
    messages = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
    assert [message["Subject"] for message in messages] == ["First", "Ein Wörtchen"]
    assert messages[0]["From"] == "The Soundoff Archive <archive@testserver>"
    assert messages[0].get_body("plain").get_content().split() == ["As", "text.", "Über."]
    assert messages[0].get_body("html").get_content().strip() == "<p>As HTML.</p>"
    printed = capsys.readouterr().out.splitlines()
    for line, path, message in zip(printed, paths, messages, strict=True):
        assert str(path) in line
        assert message["Subject"] in line
        assert "reader@example.org" in line
