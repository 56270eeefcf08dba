"""Addresses of a site that has nothing but a discussion engine and something to discuss."""

from django.contrib import admin
from django.urls import include, path

from tests.owners.views import page

urlpatterns = [
    path("", include("comments.urls")),
    path("owned/<int:pk>/", page, name="owned"),
    path("admin/", admin.site.urls),
]
