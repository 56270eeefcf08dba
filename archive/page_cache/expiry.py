"""When the next thing falls due by itself, without anybody writing."""

from datetime import datetime

from django.db.models import DateTimeField, Min, Model, QuerySet, Value
from django.db.models.functions import Cast

from comments.models import Discussion

from ..models import Film, Post, page_versions
from ..models.page_versions import CONTENT, DISCUSSIONS


def begin_page(now: datetime) -> tuple[dict[str, int], datetime | None]:
    """What a page is made under: the versions of everything, and the next moment due or None.

    The moment is the first after `now` at which something scheduled appears or a discussion
    closes. One query.
    """
    names = [CONTENT, DISCUSSIONS]
    never = Cast(Value(None), DateTimeField())
    versions = [rows.annotate(moment=never) for rows in page_versions.parts(names)]
    scheduled: dict[str, list[QuerySet[Model]]] = {
        "published_at": [
            model.objects.filter(status=model.Status.PUBLISHED, published_at__gt=now)
            for model in (Post, Film)
        ],
        "closes_at": [Discussion.objects.filter(is_open=True, closes_at__gt=now)],
    }
    firsts = [
        things.order_by()
        .values(due=Value("due"))
        .annotate(version=Value(0), moment=Min(moment))
        .values_list("due", "version", "moment")
        for moment, kinds in scheduled.items()
        for things in kinds
    ]
    rows = list(versions[0].union(*versions[1:], *firsts, all=True))
    made_under = [(name, number) for name, number, _moment in rows if name in names]
    moments = [moment for _name, _number, moment in rows if moment]
    return page_versions.add_up(names, made_under), min(moments, default=None)
