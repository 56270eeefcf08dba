"""Waiting for the worker, which tells whoever is to be told within seconds."""

SECONDS = 60


def wait_for_unread(page, count):
    """Load the page anew until its header says that so many are unread."""
    link = page.get_by_role("link", name=f"Inbox ({count})")
    for _second in range(SECONDS):
        if link.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"The inbox never had {count} unread.")
