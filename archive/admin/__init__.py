from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from taggit.models import Tag as UnusedTag

from . import awards, films, media, people, posts, sources, taxonomy, videos

__all__ = ["awards", "films", "media", "people", "posts", "sources", "taxonomy", "videos"]

# The archive has a tag model of its own.
admin.site.unregister(UnusedTag)

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
# One log-in for everybody, with its limits and, later, its second factor.
admin.site.login = secure_admin_login(admin.site.login)
