"""The five pages beside their captures: the same things in the same order."""

import pytest

from tests.reading import assert_in_order, text_of

from .. import facts

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
DEFECTORS_THINK = "/films/what-north-korean-defectors-think-of-korea/"


def test_the_news_post(client):
    response = client.get(NEWS)
    text = text_of(response)
    threads = [piece for author, date, _ in facts.SOUNDOFF for piece in (author, date)]
    assert_in_order(
        text,
        [
            "April 8th, 2013 09:55 PM ET",
            "North Korean defectors beaten, killed",
            "Anderson Cooper",
            "Post by:",
            "Filed under: North Korea",
            "soundoff (10 Responses)",
            *threads,
            "Post a comment",
            "You must be logged in to post a comment.",
        ],
    )
    html = response.content.decode()
    assert [f'value="{number}"' in html for number in (1, 8, 9)] == [True, True, False]
    assert "/accounts/login/?next=%2Fposts%2Fnorth-korean-defectors-beaten-killed%2F" in html
    assert "retold in our own words" in text


def test_each_comment_has_a_permalink_with_its_date(client):
    html = client.get(NEWS).content.decode()
    assert html.count('<time datetime="2013-0') == 10 + 1
    assert html.count('href="/comments/') == 10


def test_the_documentary(client):
    text = text_of(client.get(DEFECTORS_THINK))
    people = [
        piece
        for author, date in facts.FILM_COMMENTS
        for piece in (author or "name not archived", date)
    ]
    assert_in_order(
        text,
        [
            "What North Korean Defectors Think of Korea",
            "What North Korean Defectors Think of Korea",
            "2017 , Politics – Playlist 13 Comments",
            "Ratings: 7.61/10 from 49 users.",
            "famine",
            "More great documentaries",
            "Notify of",
            "Oldest Most Voted",
            "Inline Feedbacks",
            "View all comments",
            *people,
        ],
    )
    assert "The page counts 13; the capture holds 11." in text


def test_the_order_of_the_comments_can_be_chosen_by_link(client):
    oldest = text_of(client.get(f"{DEFECTORS_THINK}?sort=oldest"))
    assert_in_order(oldest, ["Joseph Carl Ruger", "Luka Savić", "Jean-Pierre Tardif"])


@pytest.mark.parametrize("slug", facts.TAG_PAGES)
def test_a_tag_page(client, slug):
    response = client.get(f"/tags/{slug}/")
    name = slug.replace("-", " ").title()
    text = text_of(response)
    assert_in_order(text, [f"Tag Archives: {name}", *facts.TAG_PAGES[slug]])
    for title, said in facts.FIGURES.items():
        if title in facts.TAG_PAGES[slug]:
            assert_in_order(text, [title, *said])


def test_a_video_waits_for_a_click(client):
    html = client.get("/tags/defectors/").content.decode()
    assert 'data-player="https://www.youtube-nocookie.com/embed/pM26PWCVnes"' in html
    assert 'href="https://www.youtube.com/watch?v=pM26PWCVnes"' in html
    assert "<iframe" not in html


def test_seoul_train(client):
    response = client.get("/films/seoul-train/")
    assert_in_order(
        text_of(response),
        [
            "Seoul Train",
            "Seoul Train",
            "12 November 2004 (USA)",
            "Seoul Train Trailers",
            "Independent Lens",
            "Director",
            "Jim Butterworth",
            "Editor",
            "Aaron Lubarsky",
            "Silver Baton",
            "won, January 2007",
            "Told by:",
            "National Journalism Awards",
            "runner-up, April 2007",
            "Reviews",
            *facts.REVIEWERS,
        ],
    )
    assert response.content.decode().count("View More</summary>") == 4


def test_the_prize_news_is_linked_to_its_prizes_and_back(client):
    page = client.get("/tags/south-korea/").content.decode()
    assert page.count('href="/films/the-defector-escape-from-north-korea/#prizes"') == 4
    film = client.get("/films/the-defector-escape-from-north-korea/").content.decode()
    assert "/posts/the-defector-has-won-the-2014-diversity-award/" in film


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/posts/",
        "/films/",
        "/films/the-defector-interactive/",
        "/ko/",
        "/ko/tags/defectors/",
        "/ko/films/seoul-train/",
    ],
)
def test_the_pages_around_them_answer(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == ("ko" if "/ko/" in address else "en")


def test_links_stay_in_the_language_of_the_page(client):
    html = client.get("/ko/films/seoul-train/").content.decode()
    assert 'href="/ko/posts/north-korean-defectors-beaten-killed/"' in html
    assert 'action="/posts' not in html
