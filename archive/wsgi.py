"""The WSGI application, as gunicorn serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django_application = get_wsgi_application()

from archive.operations.checks import (  # noqa: E402
    refuse_demo_accounts_in_production,
    refuse_unknown_media_storage,
)
from archive.operations.json_logs import RequestIds  # noqa: E402

refuse_unknown_media_storage()
refuse_demo_accounts_in_production()
application = RequestIds(django_application)
