"""The field for a picture in the desk's forms."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ...media import images


class PictureWidget(AdminFileWidget):
    """Shows the picture there is, with a box to remove it, and takes another one."""

    template_name = "admin/archive/picture_input.html"
    was_chosen = False

    def __init__(self, attrs=None):
        accepted = ",".join(f"image/{kind.lower()}" for kind in images.ASKED_FOR)
        super().__init__({"accept": accepted, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        self.was_chosen = name in files
        return super().value_from_datadict(data, files, name)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        # A form is only shown again after something was wrong, and browsers then drop the file.
        return context | {"picture": value, "choose_again": self.was_chosen}


class PictureField(forms.FileField):
    """Cleans an upload to a pictures.Picture; False means: remove the one there is."""

    widget = PictureWidget

    def clean(self, data, initial=None):
        chosen = super().clean(data, initial)
        return images.prepare(chosen) if isinstance(chosen, UploadedFile) else chosen

    def bound_data(self, data, initial):
        return initial


class PictureForm(forms.ModelForm):
    """A form for something Pictured."""

    image = PictureField(
        label=_("Picture"),
        required=False,
        help_text=format_lazy(
            _(
                "JPEG, PNG, WebP or GIF, up to {bytes} MB and {pixels} megapixels. What is hidden "
                "in the file, like the place where it was taken, is taken out."
            ),
            bytes=images.MAX_BYTES // 1024**2,
            pixels=images.MAX_PIXELS // 10**6,
        ),
    )

    def _post_clean(self):
        # The model field would store the upload as it came.
        chosen = self.cleaned_data.pop("image", None)
        super()._post_clean()
        self.cleaned_data["image"] = chosen

    def _save_m2m(self):
        """Called once the row is saved, in every way that Django saves a form."""
        super()._save_m2m()
        chosen = self.cleaned_data["image"]
        if isinstance(chosen, images.Picture):
            images.attach(self.instance, chosen)
        elif chosen is False:
            images.remove(self.instance)
