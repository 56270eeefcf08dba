"""Names that are offered while somebody types, in the grids and for tags."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse

from ...models import Award, Capture, Person, Post, Tag

MOST = 12

# What a field asks for in `data-suggest`, and where its names are.
KINDS = {
    "person": [(Person, "name")],
    "award": [(Award, "name")],
    "tag": [(Tag, "name")],
    "evidence": [(Post, "title"), (Capture, "title")],
}


def suggestions(request):
    """Names of a kind that hold what was typed; those that begin with it come first."""
    if not request.user.has_perm("archive.change_film"):
        raise PermissionDenied
    said = request.GET.get("q", "").replace("\x00", "")[:100]
    names = []
    for model, field in KINDS.get(request.GET.get("kind"), []):
        for lookup in ("istartswith", "icontains"):
            found = model.objects.filter(**{f"{field}__{lookup}": said}).order_by(field, "pk")
            names += found.values_list(field, flat=True)[:MOST]
    return JsonResponse({"names": list(dict.fromkeys(names))[:MOST]})
