"""A person's own pages about what was written and done here, below /accounts/."""

from django.urls import path

from ..views import readers

app_name = "readers"
urlpatterns = [
    path("comments/", readers.my_comments, name="my-comments"),
    path("votes/", readers.my_votes, name="my-votes"),
    path("ratings/", readers.my_ratings, name="my-ratings"),
    path("mutes/", readers.my_mutes, name="my-mutes"),
    path("mutes/<int:pk>/", readers.unmute, name="unmute"),
    path("data/", readers.my_data, name="my-data"),
    path("data/download/", readers.download, name="download"),
]
