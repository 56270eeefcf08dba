from .awards import Award, Evidence, Nomination
from .films import Film, FilmVideo, Release
from .follows import Follow
from .media import OutsideLink
from .page_versions import PageBump, PageVersion
from .people import Credit, Person
from .posts import Figure, Post, PostVideo
from .redirects import Redirect
from .revisions import PostRevision
from .sources import Capture, CommentAppearance, PostAppearance, Source
from .taxonomy import Category, Tag, TaggedFilm, TaggedPost
from .videos import Video

__all__ = [
    "Award",
    "Capture",
    "Category",
    "CommentAppearance",
    "Credit",
    "Evidence",
    "Figure",
    "Film",
    "FilmVideo",
    "Follow",
    "Nomination",
    "Redirect",
    "OutsideLink",
    "PageBump",
    "PageVersion",
    "Person",
    "Post",
    "PostAppearance",
    "PostRevision",
    "PostVideo",
    "Release",
    "Source",
    "Tag",
    "TaggedFilm",
    "TaggedPost",
    "Video",
]
