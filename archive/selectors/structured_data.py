"""What pages say to machines about their subject, in the words of schema.org."""

from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator

from comments.models import Comment
from comments.threads.pages import DiscussionPage

from ..media import images
from ..models import Credit, Figure, Film, Nomination, Person, Post
from .taxonomy import Terms

# A thing of schema.org, for JSON.
Node = dict[str, Any]

# Enough to show what is talked about; the page itself has the rest, and its size is limited.
COMMENTS = 10
COMMENT_CHARACTERS = 300

TYPES: dict[str, str] = {
    Film.Form.DOCUMENTARY: "Movie",
    Film.Form.SERIES: "TVSeries",
    Film.Form.WEB: "CreativeWork",
}
# schema.org knows some roles of the credits; whoever had another one contributed.
ROLES: dict[str, str] = {
    Credit.Role.DIRECTOR: "director",
    Credit.Role.CO_DIRECTOR: "director",
    Credit.Role.PRODUCER: "producer",
    Credit.Role.EDITOR: "editor",
    Credit.Role.WRITER: "author",
    Credit.Role.MUSIC: "musicBy",
    Credit.Role.CAST: "actor",
}
ROLES_OF_ANY_WORK = {"producer", "editor", "author"}


def absolute(address: str) -> str:
    """A path of this site as an address that works elsewhere."""
    return urljoin(settings.SITE_URL, address)


def of_site() -> Node:
    """The site, on its first page."""
    return _node("WebSite", name=settings.SITE_NAME, url=absolute(reverse("archive:home")))


def of_post(post: Post, terms: Terms, page: DiscussionPage) -> Node:
    """A post with the first comments of its discussion's page."""
    url = absolute(post.get_absolute_url())
    return _node(
        "BlogPosting",
        headline=post.title,
        url=url,
        mainEntityOfPage=url,
        description=post.excerpt,
        inLanguage=post.language,
        datePublished=post.machine_date,
        author=_somebody(post.byline) or _source(post),
        articleSection=[category.name for category in terms.categories],
        keywords=[tag.name for tag in terms.tags],
        about=[_film(film) for film in terms.films],
        image=[_picture(figure) for figure in post.figures.all() if figure.image],
        commentCount=post.discussion.response_count,
        comment=_comments(page),
    )


def of_film(film: Film, terms: Terms, page: DiscussionPage, reviews: DiscussionPage) -> Node:
    """A film with its people, its rating, and the first comments and reviews of the page."""
    url = absolute(film.get_absolute_url())
    release = film.first_release
    return _node(
        TYPES[film.form],
        name=film.title,
        alternateName=film.also_known_as,
        url=url,
        mainEntityOfPage=url,
        description=film.excerpt,
        inLanguage=film.language,
        datePublished=release.machine_date if release else "",
        genre=[category.name for category in terms.categories],
        keywords=[tag.name for tag in terms.tags],
        image=_picture(film) if film.image else "",
        aggregateRating=_rating(film),
        commentCount=film.discussion.response_count,
        comment=_comments(page),
        review=_reviews(reviews),
        **_people(film),
    )


def of_person(person: Person, nominations: Iterable[Nomination]) -> Node:
    """A person with prizes."""
    return _node(
        "ProfilePage", mainEntity=_person(person, award=[str(one) for one in nominations])
    )


def _node(kind: str, **properties: Any) -> Node:
    """A thing of this type with those of the properties that are not empty."""
    found = {name: value for name, value in properties.items() if value not in ("", None, [])}
    return {"@context": "https://schema.org", "@type": kind} | found


def _part(kind: str, **properties: Any) -> Node:
    """The same inside another thing, whose context holds."""
    node = _node(kind, **properties)
    del node["@context"]
    return node


def _person(person: Person, **more: Any) -> Node:
    return _part(
        "Person",
        name=person.name,
        description=person.description,
        url=absolute(person.get_absolute_url()),
        **more,
    )


def _somebody(name: str) -> Node | None:
    return _part("Person", name=name) if name else None


def _source(post: Post) -> Node | None:
    """The site that a post came from, which answers for it where the name is not archived."""
    for appearance in post.appearances.all():
        source = appearance.capture.source
        return _part("Organization", name=source.name, url=absolute(source.get_absolute_url()))
    return None


def _film(film: Film) -> Node:
    return _part("CreativeWork", name=film.title, url=absolute(film.get_absolute_url()))


def _picture(thing: Film | Figure) -> Node:
    return _part(
        "ImageObject",
        url=absolute(images.address(thing.image.name)),
        width=thing.width,
        height=thing.height,
        caption=thing.alt,
    )


def _people(film: Film) -> dict[str, list[Node]]:
    """Whoever has a credit, by the name of the property for the role."""
    found: dict[str, dict[int, Node]] = {}
    for credit in film.credits.all():
        role = ROLES.get(credit.role, "contributor")
        if TYPES[film.form] == "CreativeWork" and role not in ROLES_OF_ANY_WORK:
            role = "contributor"
        people = found.setdefault(role, {})
        people.setdefault(credit.person_id, _person(credit.person))
    return {role: list(people.values()) for role, people in found.items()}


def _rating(film: Film) -> Node | None:
    if not film.rating:
        return None
    return _part(
        "AggregateRating",
        ratingValue=str(film.rating),
        ratingCount=film.rating_count,
        bestRating=10,
    )


def _shown(page: DiscussionPage) -> Iterator[Comment]:
    """The first published comments of a discussion's page."""
    comments = (node.comment for top in page.nodes for node in top)
    return islice((comment for comment in comments if comment.is_published), COMMENTS)


def _comments(page: DiscussionPage) -> list[Node]:
    return [_said("Comment", comment, "text") for comment in _shown(page)]


def _reviews(page: DiscussionPage) -> list[Node]:
    return [_said("Review", comment, "reviewBody") for comment in _shown(page)]


def _said(kind: str, comment: Comment, text_property: str) -> Node:
    text = " ".join(unescape(strip_tags(comment.html)).split())
    return _part(
        kind,
        url=absolute(comment.get_absolute_url()),
        author=_somebody(str(comment.author_name) if comment.has_name else ""),
        dateCreated=comment.machine_date if comment.posted_at else "",
        **{text_property: Truncator(text).chars(COMMENT_CHARACTERS)},
    )
