"""Log lines that can be followed through one request."""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

request_id = ContextVar("request_id", default=None)

# An id from in front is taken over only if it is harmless in a header and in a log line.
ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdFilter(logging.Filter):
    """Give each record the id of the request during which it was written, or None."""

    def filter(self, record):
        record.request_id = request_id.get()
        return True


class JsonFormatter(BaseJsonFormatter):
    """One JSON object a line; the server's access lines become fields instead of a sentence."""

    # gunicorn's names for the parts of an access line
    ACCESS_FIELDS = {"method": "m", "path": "U", "query": "q", "status": "s", "bytes": "B"}

    def add_fields(self, log_data, record, message_dict):
        super().add_fields(log_data, record, message_dict)
        if record.name == "gunicorn.access" and isinstance(record.args, dict):
            for name, atom in self.ACCESS_FIELDS.items():
                log_data[name] = record.args[atom]
            log_data["microseconds"] = record.args["D"]
            log_data["request_id"] = record.args["{x-request-id}o"]


class RequestIds:
    """WSGI wrapper that numbers each request, for the logs and in the answer's X-Request-ID."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        number = environ.get("HTTP_X_REQUEST_ID", "")
        if not ACCEPTED_ID.fullmatch(number):
            number = uuid4().hex
        request_id.set(number)

        def start(status, headers, exc_info=None):
            return start_response(status, [*headers, ("X-Request-ID", number)], exc_info)

        return self.application(environ, start)
