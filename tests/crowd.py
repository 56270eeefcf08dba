"""Many people at once against a served archive: accounts, their sessions, and their requests."""

import http.client
import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from .serving import Server

# Run inside the server's environment: people with a session each, known well enough to be
# published at once.
MAKE_PEOPLE = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import Group, Permission
from importlib import import_module
store = import_module(settings.SESSION_ENGINE).SessionStore
trusted = Permission.objects.get(codename="post_unmoderated")
sessions = []
for n in range({count} + {moderators}):
    user = get_user_model().objects.create_user(f"person{{n}}", is_staff=n >= {count})
    user.user_permissions.add(trusted)
    if user.is_staff:
        user.groups.add(Group.objects.get(name="Moderators"))
    session = store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sessions.append(session.session_key)
print(json.dumps(sessions))
"""


@dataclass(frozen=True)
class Answer:
    """What came back: a status of None means that nothing did, and then `trouble` says why."""

    status: int | None
    location: str = ""
    body: str = ""
    trouble: str = ""


class Crowd:
    """People who are logged in at one server; the last of them are moderators."""

    def __init__(self, server: Server, count, moderators=0):
        self.server = server
        self.sessions = self.ask(MAKE_PEOPLE.format(count=count, moderators=moderators))

    def ask(self, code):
        """What the last line printed by `code`, run in the server's environment, says as JSON."""
        done = self.server.manage("shell", "--no-imports", "-c", code)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    def send(self, person, method, path, **data):
        """Ask for a page, or send a form, as this person."""
        token = secrets.token_hex(16)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.sessions[person]}; csrftoken={token}",
            "X-CSRFToken": token,
        }
        try:
            connection.request(method, path, urlencode(data, doseq=True), headers)
            response = connection.getresponse()
            body = response.read().decode()
            return Answer(response.status, response.getheader("Location", ""), body)
        except TimeoutError:
            return Answer(None, trouble="timeout")
        except (OSError, http.client.HTTPException):
            return Answer(None, trouble="no answer")
        finally:
            connection.close()

    def post(self, person, path, **data):
        """Send a form as this person; returns the status, or None if no answer came."""
        return self.send(person, "POST", path, **data).status

    def at_once(self, act, arguments, hands=24):
        """Call `act` for each of these tuples, many at a time; returns what they returned."""
        with ThreadPoolExecutor(hands) as pool:
            return list(pool.map(lambda given: act(*given), arguments))
