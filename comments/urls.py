from django.urls import path

from .views import following, inbox, reacting, reading, unsubscribing, writing

app_name = "comments"
urlpatterns = [
    path("comments/<int:pk>/", reading.permalink, name="permalink"),
    path("comments/<int:pk>/reply/", writing.reply, name="reply"),
    path("comments/<int:pk>/edit/", writing.edit, name="edit"),
    path("comments/<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("comments/<int:pk>/vote/", reacting.vote, name="vote"),
    path("comments/<int:pk>/flag/", reacting.flag, name="flag"),
    path("comments/<int:pk>/mute/", reacting.mute, name="mute"),
    path("discussions/<int:pk>/write/", writing.post_comment, name="post"),
    path("discussions/<int:pk>/rate/", reacting.rate, name="rate"),
    path("discussions/<int:pk>/follow/", following.follow_discussion, name="follow"),
    path("comments/<int:pk>/follow/", following.follow_comment, name="follow-comment"),
    path("accounts/inbox/", inbox.inbox, name="inbox"),
    path("accounts/inbox/read/", inbox.read_all, name="read-all"),
    path("accounts/inbox/<int:pk>/", inbox.open_notification, name="notification"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
