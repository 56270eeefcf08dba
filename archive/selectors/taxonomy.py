"""What things are filed under, for several things at once."""

from django.db.models import Value

from ..models import Category, Film, Post, Tag

# For each relation, the model it leads to and the way back from there.
RELATIONS = {
    Post: {
        "categories": (Category, "posts", "name"),
        "tags": (Tag, "tagged_posts__content_object", "name"),
        "films": (Film, "posts", "title"),
    },
    Film: {
        "categories": (Category, "films", "name"),
        "tags": (Tag, "tagged_films__content_object", "name"),
    },
}


def attach(things):
    """Give these posts, or these films, their categories, tags and films: one query for all.

    Like `prefetch_related`, which takes one for each relation; what is attached has its name
    and its address and nothing else.
    """
    if not things:
        return
    relations = RELATIONS[type(things[0])]
    by_pk = {thing.pk: thing for thing in things}
    for thing in things:
        cache = getattr(thing, "_prefetched_objects_cache", {})
        thing._prefetched_objects_cache = cache | {relation: [] for relation in relations}
    queries = []
    for relation, (model, back, name) in relations.items():
        found = model.objects.filter(**{f"{back}__in": by_pk}).order_by()
        if model is Film:
            found = found.published()
        queries.append(found.values_list(Value(relation), f"{back}__pk", "pk", name, "slug"))
    rows = queries[0].union(*queries[1:], all=True)
    for relation, owner, pk, name, slug in sorted(rows, key=lambda row: row[3].casefold()):
        model, _, name_field = relations[relation]
        term = model(pk=pk, slug=slug, **{name_field: name})
        by_pk[owner]._prefetched_objects_cache[relation].append(term)
