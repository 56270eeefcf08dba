"""How gunicorn serves the archive; the figures come from the environment (archive/settings.py)."""

from archive import settings
from archive.operations import worker_keeper

wsgi_app = "archive.wsgi"
bind = f"{settings.BIND}:{settings.PORT}"
workers = settings.WORKERS
worker_class = "gthread"
threads = settings.THREADS
# gunicorn would take a request's path apart by headers of these names from a trusted proxy.
forwarder_headers = ""
# Where proxies are trusted (archive/middleware/proxies.py), https is what they say it is.
if settings.TRUSTED_PROXIES:
    forwarded_allow_ips = "*"
# The application is loaded before the fork: a wrong setting then ends the server instead of
# making it start workers again and again.
preload_app = True
accesslog = "-" if settings.PRODUCTION else None
# Without the reader's address: nobody needs it, and what is not written cannot leak.
access_log_format = "%(m)s %(U)s %(s)s"
logconfig_dict = settings.LOGGING
# No control socket in somebody's home directory.
control_socket_disable = True


def when_ready(server):
    server.notifications = None
    if settings.NOTIFICATIONS_WORKER:
        server.notifications = worker_keeper.start_beside(server.pid)


def on_reload(server):
    if server.notifications:
        server.notifications.restart()


def on_exit(server):
    if server.notifications:
        server.notifications.stop()
