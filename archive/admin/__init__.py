from django.conf import settings
from django.contrib import admin
from taggit.models import Tag as UnusedTag

from . import awards, films, login, media, people, posts, requests, sources, taxonomy, videos

__all__ = ["awards", "films", "media", "people", "posts", "sources", "taxonomy", "videos"]

# The archive has a tag model of its own.
admin.site.unregister(UnusedTag)

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
# One log-in and one change of password for everybody, with their limits and second factor.
admin.site.login = login.log_in
admin.site.password_change = login.change_password
admin.site.password_change_done = login.change_password

permitted = admin.site.admin_view
admin.site.admin_view = lambda view, cacheable=False: permitted(requests.checked(view), cacheable)
