"""What no page of the desk sends."""

import time

import pytest

from archive.models import Film

from ..forms import address, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.parametrize(
    "query",
    [
        "post/?published_at=x",
        "post/?categories=abc",
        "post/?published_at__gte=x",
        "film/?id__in=99999999999999999999",
        "film/?categories__id__exact=x",
    ],
)
def test_a_list_that_is_asked_for_nonsense_does_not_fail(at_desk, query):
    response = at_desk.get(f"/admin/archive/{query}", follow=True)
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("count", ["1000000", "9" * 30])
@pytest.mark.parametrize("page", ["change", "credits", "prizes"])
def test_no_forms_are_made_that_nobody_filled_in(at_desk, page, count):
    film = Film.objects.first()
    change = address(Film, "change", film.pk)
    sent = {**filled(at_desk.get(change)), "rows-INITIAL_FORMS": "0", "rows-TOTAL_FORMS": "0"}
    sent |= {name: count for name in sent if name.endswith("TOTAL_FORMS")}
    start = time.process_time()
    assert at_desk.post(change.replace("change", page), sent).status_code == 400
    assert time.process_time() - start < 2
