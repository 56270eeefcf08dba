"""What is sent to the desk is looked at before any of its views works with it."""

from functools import wraps

from django.core.exceptions import BadRequest, ValidationError


def checked(view):
    """The view, which answers 400 to what no page of the desk sends."""

    @wraps(view)
    def look_first(request, *args, **kwargs):
        refuse_huge_formsets(request)
        try:
            return view(request, *args, **kwargs)
        except (ValueError, OverflowError, ValidationError) as error:
            # Lists look for whatever a query string asks, number or not.
            if request.method == "GET" and request.GET:
                raise BadRequest(f"No such parameter: {error}") from error
            raise

    return look_first


def refuse_huge_formsets(request):
    """Make no forms that nobody has filled in: each one sends a field at least."""
    for name, value in request.POST.items():
        if name.endswith("-TOTAL_FORMS") and value.isdecimal():
            if len(value) > 6 or int(value) > len(request.POST):
                raise BadRequest("More forms are counted than fields were sent.")
