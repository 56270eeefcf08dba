"""What the fixtures know of the captured pages: each as the sequence of lines it must be.

Built from the fixtures and not from the database, where an editor may have corrected a title.
"""

import json
from collections import defaultdict
from datetime import date
from itertools import count
from pathlib import Path

from django.conf import settings

from .. import rich_text
from .captures import Page
from .items import Item, Plain, Prose, Wording, normalise

POST_BY = "Post by:"
FILED_UNDER = "Filed under:"
POST_A_COMMENT = ["Post a comment", "You must be logged in to post a comment."]
MORE_FILMS = "More great documentaries"
ABOVE_COMMENTS = [
    "Notify of",
    "Oldest Most Voted",
    "Inline Feedbacks",
    "View all comments",
]
REVIEWS = "Reviews"
VIEW_MORE = "... View More"


def read_pages(folder=None):
    """The pages of the collection in `folder`, by default the project's own fixtures."""
    return Collection(Path(folder or settings.FIXTURE_DIRS[0])).pages()


class Collection:
    """The rows of the fixtures, and how each source lays out what they know."""

    def __init__(self, folder):
        self.rows = defaultdict(list)
        for path in sorted(folder.glob("*.json")):
            for row in json.loads(path.read_text(encoding="utf-8")):
                self.rows[row["model"]].append(row["fields"])

    def pages(self):
        """The page of each capture whose source has a layout."""
        layouts = {
            "news-program-blog": self.news_post,
            "documentary-site": self.documentary,
            "film-review-site": self.film_with_reviews,
            "the-defector-blog": self.tag_archive,
        }
        sources = {row["key"]: row["slug"] for row in self.rows["archive.source"]}
        pages = []
        for capture in self.rows["archive.capture"]:
            if layout := layouts.get(sources[capture["source"][0]]):
                pages.append(Page([as_piece(piece) for piece in layout(capture)]))
        return pages

    # Layouts

    def news_post(self, capture):
        """A post with its “soundoff”: threads are numbered, replies have a bullet."""
        [post] = self.posts_on(capture)
        comments = self.comments_on(capture)
        numbers = count(1)
        yield from post["printed_date"].split("/")
        yield post["title"]
        yield self.post_item(post)
        yield f"{POST_BY} {post.get('byline', '')}"
        yield f"{FILED_UNDER} {self.categories(post)}"
        yield f"soundoff ({self.count_claimed(post, comments)} Responses)"
        for comment in comments:
            marker = "•" if comment.get("parent") else f"{next(numbers)}."
            yield f"{marker} {comment['archived_name']}"
            yield self.comment_item(comment, capture)
            yield f"{comment['printed_date']} |"
        yield from POST_A_COMMENT

    def documentary(self, capture):
        """A film with a rating and comments; some of their authors' names are lost."""
        film = self.film_of(capture)
        comments = self.comments_on(capture)
        yield from [film["title"]] * 2
        yield (
            f"{self.released(film).year}, {self.categories(film)} - - "
            f"Playlist {self.count_claimed(film, comments)} Comments"
        )
        yield f"Ratings: {film['source_rating']}/10 from {film['source_rating_count']} users."
        yield self.film_item(film)
        yield from [MORE_FILMS, *ABOVE_COMMENTS]
        for comment in comments:
            if comment["archived_name"]:
                yield comment["archived_name"]
            yield comment["printed_date"]
            yield self.comment_item(comment, capture)

    def film_with_reviews(self, capture):
        """A film with a place for trailers, and reviews without dates."""
        film = self.film_of(capture)
        released, country = self.released(film), self.first_release(film)["country"]
        yield from [film["title"]] * 2
        yield f"| {released.day} {released:%B %Y} ({country})"
        yield f"{film['title']} Trailers"
        yield self.film_item(film)
        yield REVIEWS
        for review in self.comments_on(capture):
            yield review["archived_name"]
            yield self.comment_item(review, capture)
            yield VIEW_MORE

    def tag_archive(self, capture):
        """The posts with a tag in full, one after the other."""
        yield capture["title"]
        for post in self.posts_on(capture):
            yield post["title"]
            yield self.post_item(post)

    # Items

    def post_item(self, row):
        figures = [
            figure for figure in self.rows["archive.figure"] if figure["post"] == [row["key"]]
        ]
        retold = Wording(
            rich_text.clean(row["body"]),
            row["text_origin"],
            {figure["name"]: figure["caption"] for figure in figures},
            {figure["name"]: figure["caption_origin"] for figure in figures},
        )
        playlists = {
            video["provider_id"]: video["list_id"] for video in self.rows["archive.video"]
        }
        return Prose(
            "post", row["key"], f"“{row['title']}”", retold, row["text_sha256"], playlists
        )

    def film_item(self, row):
        retold = Wording(rich_text.clean(row["synopsis"]), row["text_origin"])
        return Prose("film", row["key"], f"“{row['title']}”", retold, row["text_sha256"])

    def comment_item(self, row, capture):
        who = [row["archived_name"] or "name not archived", row.get("printed_date")]
        name = f"{row['position']} under “{capture['title']}” ({', '.join(filter(None, who))})"
        retold = Wording(row["text"], row["text_origin"])
        return Plain(row.get("kind", "comment"), row["key"], name, retold, row["text_sha256"])

    # Facts

    def standing_on(self, capture, what, model):
        """The rows of `model` that stand on a capture, in their order."""
        rows = {row["key"]: row for row in self.rows[model]}
        appearances = [
            appearance
            for appearance in self.rows[f"archive.{what}appearance"]
            if appearance["capture"] == [capture["key"]]
        ]
        appearances.sort(key=lambda appearance: appearance["position"])
        return [rows[appearance[what][0]] for appearance in appearances]

    def posts_on(self, capture):
        return self.standing_on(capture, "post", "archive.post")

    def comments_on(self, capture):
        return self.standing_on(capture, "comment", "comments.comment")

    def film_of(self, capture):
        [film] = [
            film for film in self.rows["archive.film"] if film.get("capture") == [capture["key"]]
        ]
        return film

    def categories(self, owner):
        names = {row["slug"]: row["name"] for row in self.rows["archive.category"]}
        return ", ".join(names[slug] for [slug] in owner["categories"])

    def count_claimed(self, owner, comments):
        """How many comments the page says it has, which may be more than it holds."""
        claimed = {
            row["key"]: row.get("claimed_count") for row in self.rows["comments.discussion"]
        }
        return claimed[owner["discussion"][0]] or len(comments)

    def first_release(self, film):
        """The release that the page prints at its head."""
        releases = [row for row in self.rows["archive.release"] if row["film"] == [film["key"]]]
        return min(releases, key=lambda row: row["position"])

    def released(self, film):
        return date.fromisoformat(self.first_release(film)["released_on"])


def as_piece(piece):
    """A known line as it is compared; an item as it is."""
    return piece if isinstance(piece, Item) else normalise(piece)
