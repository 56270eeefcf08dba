"""The archive's addresses, and those of something to discuss for the engine's tests."""

from django.urls import path

from archive.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)

from .owners.views import page

urlpatterns = [*urlpatterns, path("owned/<int:pk>/", page, name="owned")]
