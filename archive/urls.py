"""All addresses. Pages have a language prefix except in the default language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index as sitemap_index
from django.urls import include, path
from django.views.decorators.http import require_safe

from . import converters, feeds  # noqa: F401
from .sitemaps import SITEMAPS
from .views import discussions, films, follows, home, people, posts, readers, sources, tags
from .views.site import errors, health, images, legacy_urls, static_pages, well_known

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error


pages = [
    path("", home.HomeView.as_view(), name="home"),
    path("posts/", posts.PostListView.as_view(), name="post-list"),
    path("posts/<unislug:slug>/", posts.post_detail, name="post-detail"),
    path("preview/<str:token>/", posts.preview, name="preview"),
    path("archive/", posts.PostYearsView.as_view(), name="post-years"),
    path("archive/<int:year>/", posts.PostYearView.as_view(), name="post-year"),
    path("archive/<int:year>/<int:month>/", posts.PostMonthView.as_view(), name="post-month"),
    path(
        "archive/<int:year>/<int:month>/<int:day>/", posts.PostDayView.as_view(), name="post-day"
    ),
    path("films/", films.film_list, name="film-list"),
    path("films/<unislug:slug>/", films.film_detail, name="film-detail"),
    path("films/<unislug:slug>/follow/", follows.follow_film, name="film-follow"),
    path("tags/", tags.tag_list, name="tag-list"),
    path("tags/<unislug:slug>/", tags.tag_detail, name="tag-detail"),
    path("tags/<unislug:slug>/follow/", follows.follow_tag, name="tag-follow"),
    path("categories/<unislug:slug>/", tags.category_detail, name="category-detail"),
    path("people/", people.person_list, name="person-list"),
    path("people/<unislug:slug>/", people.person_detail, name="person-detail"),
    path("awards/", people.award_list, name="award-list"),
    path("awards/<unislug:slug>/", people.award_detail, name="award-detail"),
    path("discussions/", discussions.discussion_list, name="discussion-list"),
    path("sources/", sources.SourceListView.as_view(), name="source-list"),
    path("sources/<unislug:slug>/", sources.source_detail, name="source-detail"),
    path("readers/<str:name>/", readers.profile, name="reader"),
    path("accounts/follows/", follows.my_follows, name="follows"),
    path("about/", static_pages.text_page("about"), name="about"),
    path("guidelines/", static_pages.text_page("guidelines"), name="guidelines"),
    path("privacy/", static_pages.text_page("privacy"), name="privacy"),
    path("feed/", feeds.PostFeed(), name="feed"),
    path("feed/rss/", feeds.PostFeed.rss(), name="feed-rss"),
    path("tags/<unislug:slug>/feed/", feeds.TagFeed(), name="tag-feed"),
    path("tags/<unislug:slug>/feed/rss/", feeds.TagFeed.rss(), name="tag-feed-rss"),
    path("discussions/<int:pk>/feed/", feeds.DiscussionFeed(), name="discussion-feed"),
    path("discussions/<int:pk>/feed/rss/", feeds.DiscussionFeed.rss(), name="discussion-feed-rss"),
    # Addresses as the blogs had them that pages came from
    path("tag/<unislug:slug>/", legacy_urls.tag),
    path("tag/<unislug:slug>/page/<int:page>/", legacy_urls.tag),
    path("tag/<unislug:slug>/feed/", legacy_urls.tag_feed),
    path("category/<unislug:slug>/", legacy_urls.category),
    path("category/<unislug:slug>/page/<int:page>/", legacy_urls.category),
    path("category/<path:above>/<unislug:slug>/", legacy_urls.category),
    path("<int:year>/", legacy_urls.dates),
    path("<int:year>/<int:month>/", legacy_urls.dates),
    path("<int:year>/<int:month>/<int:day>/", legacy_urls.dates),
    path("<int:year>/<int:month>/<int:day>/<unislug:slug>/", legacy_urls.post),
    path(
        "<int:year>/<int:month>/<int:day>/<unislug:slug>/comment-page-<int:page>/",
        legacy_urls.post,
    ),
]

# A person's own pages about what was written and done here.
own_pages = [
    path("comments/", readers.my_comments, name="my-comments"),
    path("votes/", readers.my_votes, name="my-votes"),
    path("ratings/", readers.my_ratings, name="my-ratings"),
    path("mutes/", readers.my_mutes, name="my-mutes"),
    path("mutes/<int:pk>/", readers.unmute, name="unmute"),
    path("data/", readers.my_data, name="my-data"),
    path("data/download/", readers.download, name="download"),
]

# Elsewhere it is another server that has the pictures.
media_urls = []
if settings.MEDIA_URL.startswith("/"):
    media_urls = [path(f"{settings.MEDIA_URL[1:]}<path:name>", images.picture)]

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
    *media_urls,
    path("favicon.ico", well_known.favicon),
    path("robots.txt", well_known.robots),
    path(".well-known/security.txt", well_known.security),
    path(
        "sitemap.xml",
        require_safe(sitemap_index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
    ),
    path("sitemap-<section>.xml", well_known.sitemap_file, name="sitemap"),
    *i18n_patterns(
        path("", include((pages, "archive"))),
        path("", include("comments.urls")),
        path("accounts/", include((own_pages, "readers"))),
        path("accounts/", include("archive.accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
