"""The files of pictures."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ...media.images import NAME

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@require_safe
def picture(request, name):
    """The file of this name, which never changes. Nothing else of the storage is shown."""
    found = NAME.fullmatch(name)
    if not found:
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        content_type=TYPES[found[3]],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
