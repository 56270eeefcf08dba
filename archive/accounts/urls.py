"""A person's own pages: those of django-allauth, and what the site adds."""

from django.urls import include, path

from .views import account, deletion, signup

urlpatterns = [
    path("", account.index, name="account_index"),
    path("signup/", signup.SignupView.as_view(), name="account_signup"),
    path("signup/confirm/", signup.confirm_signup, name="account_confirm_signup"),
    path("email/", account.email, name="account_email"),
    path("settings/", account.change_settings, name="account_settings"),
    path("sessions/", account.SessionsView.as_view(), name="usersessions_list"),
    path("leave/", deletion.leave, name="account_leave"),
    path("leave/asked/", deletion.asked, name="account_leaving_asked"),
    path("leave/stay/", deletion.stay, name="account_stay"),
    path("leave/stay/<str:token>/", deletion.stay_by_link, name="account_stay_by_link"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
