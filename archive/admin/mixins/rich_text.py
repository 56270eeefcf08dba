"""The editor for the HTML of posts and synopses."""

from django.templatetags.static import static
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media, Script

# What archive/bodies.py allows, as the editor calls it.
EXTENSIONS = {
    "Blockquote": True,
    "Bold": True,
    "BulletList": True,
    "Code": True,
    "CodeBlock": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3, 4]},
    "HorizontalRule": True,
    "HTML": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "ListItem": True,
    "OrderedList": True,
    "Subscript": True,
    "Superscript": True,
}
WITH_QUESTIONS = EXTENSIONS | {"ArchiveQuestion": True}
WITH_FIGURES = WITH_QUESTIONS | {"ArchiveFigure": True, "ArchiveVideo": True}


class BodyWidget(AdminProseEditorWidget):
    """A textarea that becomes an editor; without script it stays a textarea with HTML."""

    def __init__(self, extensions=WITH_QUESTIONS, attrs=None):
        super().__init__(attrs=attrs, config={"extensions": extensions}, preset="configurable")

    def get_config(self):
        config = super().get_config()
        if "ArchiveQuestion" in config["extensions"]:
            config["js_modules"] = [static("archive/admin/body.js")]
        return config

    @property
    def media(self):
        """Without the import map: the page writes it itself, with the nonce of its policy."""
        return Media(
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "django_prose_editor/overrides.css",
                    "archive/admin/admin.css",
                ]
            },
            js=[
                Script("django_prose_editor/editor.js", type="module"),
                Script("django_prose_editor/configurable.js", type="module"),
            ],
        )
