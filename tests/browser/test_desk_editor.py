"""An editor's day in a real browser: a post from the first word to its withdrawal, and a merge."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.archive.pictures import from_a_phone

WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 800}}
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture
def desk(visit, width):
    """The editor's page, logged in."""
    window = visit(viewport=WIDTHS[width])
    window.log_in("editor")
    return window.page


@pytest.fixture
def reader(visit, width):
    """The window of somebody without an account."""
    return visit(viewport=WIDTHS[width])


def let_settle(page):
    """Until the page has had its frames: the editor hears of a new selection a little later."""
    page.evaluate("new Promise((done) => setTimeout(requestAnimationFrame, 100, done))")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    let_settle(page)


def tool(page, name):
    return page.get_by_role("button", name=name, exact=True)


def answer_dialog(page, button, **fields):
    dialog = page.get_by_role("dialog")
    for name, text in fields.items():
        dialog.locator(f'[name="{name}"]').fill(text)
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_be_hidden()
    # The editor takes the focus back in one of the next frames.
    let_settle(page)


def paste(page, text):
    """What the browser does with a text from another window."""
    page.locator(".ProseMirror[contenteditable=true]").evaluate(
        """(editor, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const options = { clipboardData, bubbles: true, cancelable: true };
            editor.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def write(page):
    """A body with a heading, a link, a question, a list, a video and a figure."""
    page.locator(".ProseMirror[contenteditable=true]").click()
    keys = page.keyboard
    keys.type("## By the river\n")
    keys.type("It froze early, says the film")
    let_settle(page)
    press(page, *["Shift+ArrowLeft" for _letter in "the film"])
    tool(page, "insert link").click()
    answer_dialog(page, "Update", href="/films/no-such-film/")
    press(page, "End")
    keys.type("\nWould you have crossed?")
    let_settle(page)
    press(page, "Shift+Home")
    tool(page, "Ask readers about this passage").click()
    answer_dialog(page, "Ask", ask="Would you?")
    press(page, "End")
    keys.type("\n- the ice\nthe guards\n\n")
    paste(page, VIDEO)
    press(page, "ArrowDown")
    tool(page, "Figure").click()
    answer_dialog(page, "Place it here", alt="A frozen river", caption="In winter")


def save(page, button="Save and continue editing", outcome=".messagelist .success"):
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(outcome)).to_be_visible()


def schedule(page, moment):
    """Let the post be public from this moment on; None is now."""
    page.get_by_label("Status:").select_option("published")
    publication = page.locator(".field-published_at").first
    publication.get_by_label("Date:").fill(f"{moment:%Y-%m-%d}" if moment else "")
    publication.get_by_label("Time:").fill(f"{moment:%H:%M:%S}" if moment else "")


def write_and_illustrate(page, title):
    page.goto("/admin/archive/post/add/")
    page.get_by_label("Title:").fill(title)
    write(page)
    picture = {"name": "river.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
    page.get_by_label("Picture:").first.set_input_files(picture)
    page.get_by_label("Alternative text:").first.fill("")
    save(page)


def heed_the_warnings(page):
    """Try to schedule what is not ready, and put right what is missing."""
    schedule(page, timezone.now() + timedelta(days=2))
    save(page, outcome=".errornote")
    expect(page.get_by_text("It has no byline")).to_be_visible()
    expect(page.get_by_text("leads nowhere inside the archive: /films/no-such")).to_be_visible()
    expect(page.get_by_text("Say what the picture shows, or")).to_be_visible()
    page.get_by_label("Byline:").fill("The editors")
    page.get_by_label("Alternative text:").first.fill("A frozen river")
    page.get_by_role("link", name="the film").click()
    let_settle(page)
    tool(page, "insert link").click()
    answer_dialog(page, "Update", href="/films/seoul-train/")
    save(page)


def open_preview(page, reader):
    page.get_by_role("link", name="Share a preview").click()
    reader.goto(page.locator(".share-address").inner_text())
    page.go_back()


def see_the_post(reader, title):
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.get_by_role("heading", name="By the river")).to_be_visible()
    expect(reader.get_by_role("listitem").filter(has_text="the guards")).to_be_visible()
    expect(reader.get_by_role("link", name="the film", exact=True)).to_be_visible()
    expect(reader.locator(f'a[href="{VIDEO}"]').first).to_be_visible()
    picture = reader.get_by_alt_text("A frozen river")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.get_attribute("loading") == "lazy"
    assert picture.get_attribute("width") and picture.get_attribute("height")
    return picture


def assert_tells_nothing(reader, picture):
    """No file of this picture says more than its pixels."""
    sources = re.findall(r"(/media/\S+)", picture.get_attribute("srcset"))
    assert len(sources) > 1
    for source in sources:
        with Image.open(BytesIO(reader.request.get(source).body())) as image:
            assert not image.getexif()


def correct(page):
    page.locator(".ProseMirror p", has_text="It froze").click()
    let_settle(page)
    press(page, "Home")
    page.keyboard.type("In December. ")
    page.get_by_label("Tell readers of a correction:").fill("The month was missing.")
    save(page)


def bring_back(page, number):
    """Look at what a revision changed, then let the post say it again."""
    page.get_by_role("link", name="Revisions").click()
    page.get_by_role("link", name=str(number + 1), exact=True).click()
    expect(page.locator("ins", has_text="December")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=str(number), exact=True).click()
    page.get_by_role("button", name="Let the post say this again").click()
    expect(page.get_by_text("The post says again")).to_be_visible()


def test_a_post_from_its_first_word_to_its_withdrawal(desk, reader, width):
    title, address = f"A {width} report", f"/posts/a-{width}-report/"
    write_and_illustrate(desk, title)
    heed_the_warnings(desk)
    assert reader.page.request.get(address).status == 404

    open_preview(desk, reader.page)
    assert_tells_nothing(reader.page, see_the_post(reader.page, title))

    schedule(desk, None)
    save(desk)
    reader.page.goto(address)
    see_the_post(reader.page, title)
    expect(reader.page.get_by_text("Would you?")).to_be_visible()

    correct(desk)
    reader.page.goto(address)
    expect(reader.page.get_by_text("In December. It froze early")).to_be_visible()
    expect(reader.page.get_by_text("The month was missing.")).to_be_visible()

    bring_back(desk, 2)
    reader.page.goto(address)
    expect(reader.page.get_by_text("It froze early")).to_be_visible()
    expect(reader.page.get_by_text("In December.")).not_to_be_visible()

    desk.get_by_label("Status:").select_option("withdrawn")
    save(desk)
    assert reader.page.goto(address).status == 410
    expect(reader.page.get_by_text("withdrawn")).to_be_visible()
    reader.troubles.clear()  # the browser itself reports the 410


def add_person(page, name, film):
    page.goto("/admin/archive/person/add/")
    page.get_by_label("Name:", exact=True).fill(name)
    page.get_by_text("Add another Credit").click()
    page.locator("#credits-0 .field-film .select2-selection").click()
    page.keyboard.type(film)
    page.get_by_role("option", name=film, exact=True).click()
    page.locator("#credits-0").get_by_label("Role").select_option("director")
    save(page, "Save")


def test_two_people_who_are_one_are_merged_after_a_look_at_what_would_happen(desk, reader, width):
    names = [f"Somebody of the {width}", f"Sombody of the {width}"]
    add_person(desk, names[0], "Seoul Train")
    add_person(desk, names[1], "The Defector Interactive")
    desk.get_by_role("link", name="Possible duplicates").click()
    desk.locator("form", has_text=names[1]).get_by_role("button", name="Merge…").click()
    expect(desk.get_by_text("1 moved, 0 dropped")).to_be_visible()
    desk.get_by_role("button", name="Merge", exact=True).click()
    expect(desk.get_by_text("Merged into")).to_be_visible()
    reader.page.goto(f"/people/sombody-of-the-{width}/")
    assert reader.page.url.endswith(f"/people/somebody-of-the-{width}/")
    for film in ("Seoul Train", "The Defector Interactive"):
        expect(reader.page.get_by_role("link", name=film).first).to_be_visible()
