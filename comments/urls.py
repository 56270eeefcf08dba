from django.urls import path

from .views import notifications, permalinks, reactions, subscriptions, unsubscribing, writing

app_name = "comments"
urlpatterns = [
    path("comments/<int:pk>/", permalinks.permalink, name="permalink"),
    path("comments/<int:pk>/reply/", writing.reply, name="reply"),
    path("comments/<int:pk>/edit/", writing.edit, name="edit"),
    path("comments/<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("comments/<int:pk>/vote/", reactions.vote, name="vote"),
    path("comments/<int:pk>/flag/", reactions.flag, name="flag"),
    path("comments/<int:pk>/mute/", reactions.mute, name="mute"),
    path("discussions/<int:pk>/write/", writing.post_comment, name="post"),
    path("discussions/<int:pk>/rate/", reactions.rate, name="rate"),
    path("discussions/<int:pk>/follow/", subscriptions.follow_discussion, name="follow"),
    path("comments/<int:pk>/follow/", subscriptions.follow_comment, name="follow-comment"),
    path("accounts/inbox/", notifications.inbox, name="inbox"),
    path("accounts/inbox/read/", notifications.read_all, name="read-all"),
    path("accounts/inbox/<int:pk>/", notifications.open_notification, name="notification"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
