from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR

from ..media import link_status
from ..models import Video
from .media import CheckedMixin


@admin.register(Video)
class VideoAdmin(CheckedMixin, admin.ModelAdmin):
    list_display = ["__str__", "provider", *CheckedMixin.columns]
    list_filter = ["state", "provider"]
    search_fields = ["title", "provider_id", "reason", "posts__title", "films__title"]
    fields = [
        "title",
        ("provider", "provider_id", "list_id"),
        "alternate_url",
        *CheckedMixin.readonly_fields,
    ]

    def has_add_permission(self, request):
        """Only beside a film, in a window of its own; posts name their videos in the text."""
        is_beside_film = (
            IS_POPUP_VAR in request.GET
            or IS_POPUP_VAR in request.POST
            or request.resolver_match.url_name in ("archive_film_add", "archive_film_change")
        )
        return is_beside_film and super().has_add_permission(request)

    def get_model_perms(self, request):
        """What the list of all kinds of things offers: not even beside a film to add one."""
        return super().get_model_perms(request) | {"add": False}

    def save_model(self, request, video, form, change):
        super().save_model(request, video, form, change)
        if change and {"provider", "provider_id"} & set(form.changed_data):
            link_status.forget_check(video)
