"""Small invented trees, on which a rule must find what breaks it."""

import pytest


@pytest.fixture
def tree(tmp_path):
    """Write a tree of files, given by their paths and what they say."""

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write
