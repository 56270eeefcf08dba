"""Reading in a real browser: every width, both themes, with and without script, by keyboard."""

import pytest

FIVE = [
    "/posts/north-korean-defectors-beaten-killed/",
    "/films/what-north-korean-defectors-think-of-korea/",
    "/tags/defectors/",
    "/films/seoul-train/",
    "/tags/south-korea/",
]
NEWS, DEFECTORS_THINK, _, SEOUL_TRAIN, _ = FIVE


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("address", [*FIVE, "/", "/posts/", "/films/", "/ko/", "/nothing/"])
def test_nothing_sticks_out_sideways(visit, address, width):
    window = visit(viewport={"width": width, "height": 800})
    window.page.goto(address)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width
    if address == "/nothing/":
        window.troubles.clear()  # the browser itself reports the 404


@pytest.mark.parametrize("address", FIVE)
def test_the_page_is_complete_without_script(visit, address):
    with_script = visit().page
    without = visit(java_script_enabled=False).page
    texts = []
    for page in (with_script, without):
        page.goto(address)
        texts.append(page.locator("main").inner_text())
    assert texts[0] == texts[1]


def test_a_video_contacts_its_provider_only_after_a_click(visit):
    window = visit()
    window.page.goto("/tags/defectors/")
    assert window.outside == []
    window.page.get_by_role("link", name="Play").click()
    window.page.wait_for_selector("iframe")
    assert window.outside[0].startswith("https://www.youtube-nocookie.com/embed/pM26PWCVnes")
    window.outside.clear()
    window.troubles.clear()  # the provider is out of reach here


def test_a_long_review_unfolds_by_click_and_by_key(page):
    page.goto(SEOUL_TRAIN)
    folds = page.locator("details.fold")
    assert folds.count() == 4
    height = folds.first.bounding_box()["height"]
    folds.first.locator("summary").click()
    assert folds.first.bounding_box()["height"] > height
    folds.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    assert folds.nth(1).get_attribute("open") is not None


def test_replies_fold_and_a_permalink_into_them_opens_them(page):
    page.goto(NEWS)
    kev = page.get_by_text("Kev", exact=True)
    link = page.get_by_role("link", name="April 24, 2013 at 12:32 pm")
    address = link.get_attribute("href")
    page.get_by_text("2 replies").click()
    assert not kev.is_visible()
    page.goto(address)
    assert kev.is_visible()
    assert "#comment-" in page.url
    assert kev.evaluate("e => e.closest('.comment').matches(':target')")


def test_a_link_finds_a_comment_on_another_page_of_its_discussion(page):
    page.goto(NEWS)
    first = page.locator(".comment").first.get_attribute("id")
    page.goto(f"{NEWS}?from=5#{first}")
    page.wait_for_url(f"**{NEWS}#{first}")
    assert page.locator(f"#{first}").is_visible()


def test_an_old_number_that_is_another_comments_leads_nowhere_else(page):
    page.goto(DEFECTORS_THINK)
    foreign = page.locator(".comment").first.get_attribute("id")
    with page.expect_response("**/comments/*/"):
        page.goto(f"{NEWS}#{foreign}")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith(f"{NEWS}#{foreign}")
    assert page.get_by_role("heading", name="soundoff").is_visible()


def test_the_order_of_comments_is_chosen_by_link_and_survives_a_reload(page):
    page.goto(DEFECTORS_THINK)
    page.get_by_role("link", name="Oldest").click()
    page.reload()
    names = page.locator(".comment-by").all_inner_texts()
    assert names[0] == "Joseph Carl Ruger"
    assert "sort=oldest" in page.url


def test_the_theme_follows_the_system_and_the_readers_choice_is_remembered(visit):
    page = visit(color_scheme="dark").page
    page.goto("/")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(background)
    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate(background)
    assert dark != light
    page.goto("/posts/")
    assert page.evaluate(background) == light


def test_the_first_tab_leads_to_the_content(page):
    page.goto(NEWS)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_in_print_only_the_matter_remains(visit):
    page = visit(viewport={"width": 600, "height": 800}, color_scheme="dark").page
    page.goto(SEOUL_TRAIN)
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Log in").is_visible()
    assert page.get_by_text("MartinHafer").is_visible()
    for fold in page.locator("details.fold").all():
        text = fold.locator(".comment-text")
        assert fold.bounding_box()["height"] > text.bounding_box()["height"] - 1
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
