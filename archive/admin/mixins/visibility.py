"""What somebody at the desk may see."""


class VisibleMixin:
    """Whoever may look but not change sees what is public, as on the site."""

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)
