"""Pictures: what may be uploaded, what is kept of it, and when its files go.

Two things with the same picture share its files: their names come from its content.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from ..models import page_versions
from ..models.media import Pictured

# What is known by its content, whatever its name says, and what it is kept as. A GIF becomes a
# PNG, which loses nothing but the movement; phones write MPO, a JPEG with a second picture.
KEPT_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
ASKED_FOR = ("JPEG", "PNG", "WEBP", "GIF")
# What a good camera writes fits in; a scan for print does not, and no page needs it.
MAX_BYTES = 12 * 1024 * 1024
# Decoded, a pixel takes up to four bytes: 160 MB while the largest picture is prepared.
MAX_PIXELS = 40_000_000
# A WebP holds no more than 16383 on a side.
MAX_SIDE = 16_000
# Twice the widest column and some more: enough to look closely at, on any screen.
MAX_WIDTH = 2400
# A phone, a phone or a column on a fine screen, a tablet on a fine screen.
WIDTHS = (480, 960, 1600)
# For whoever asks without knowing the others: fills a column.
DEFAULT_WIDTH = 960

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# Above 85 files grow faster than they get better.
SAVE_OPTIONS = {
    "JPEG": {"quality": 85, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 85},
}
NAME = re.compile(r"pictures/([0-9a-f]{2})/\1[0-9a-f]{62}(-[1-9]\d{1,3})?\.(jpg|png|webp)")

# How to put a picture upright, by what EXIF says of how the camera was held.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: its name in the storage, its size, and the bytes of its files."""

    name: str
    width: int
    height: int
    sizes: list
    files: dict


def check(upload):
    """The decoded picture in the file `upload`. Raises ValidationError if it is not to be had.

    The errors are for whoever chose the file.
    """
    if upload.size > MAX_BYTES:
        text = _("This file is too large: a picture may have %(most)d MB.")
        raise ValidationError(text, "too_large", {"most": MAX_BYTES // 1024**2})
    image = _opened(upload)
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise _too_many_pixels()
    # A large JPEG is decoded in a half, a quarter or an eighth of its size.
    image.draft(None, (MAX_WIDTH, MAX_WIDTH))
    try:
        image.load()
    # Decoders raise whatever they stumble over, not only OSError.
    except Exception as error:
        raise _damaged() from error
    return image


def _opened(upload):
    """The picture with its header read and nothing decoded yet."""
    upload.seek(0)
    try:
        return Image.open(upload, formats=ASKED_FOR)
    except UnidentifiedImageError as error:
        text = _("This is not a picture we know: it must be a JPEG, PNG, WebP or GIF file.")
        raise ValidationError(text, "unknown") from error
    # Where a header claims so much that Pillow itself refuses.
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise _damaged() from error


def _too_many_pixels():
    text = _(
        "This picture has too many pixels: at most %(most)d million, like 8000 × 5000, and "
        "%(side)d on the longer side."
    )
    most = {"most": MAX_PIXELS // 10**6, "side": MAX_SIDE}
    return ValidationError(text, "too_many_pixels", most)


def _damaged():
    return ValidationError(_("This picture is damaged and cannot be read to its end."), "damaged")


def prepare(upload):
    """The Picture to be kept of the file `upload`. Raises ValidationError.

    It is upright, in sRGB, at most MAX_WIDTH wide, and nothing but pixels: no place, no camera,
    no comment. Of a moving picture it is the first one.
    """
    image = check(upload)
    kind = KEPT_AS[image.format]
    kept = _resized(_upright(_in_srgb(image), _orientation(image)), MAX_WIDTH)
    # Encoders write what they find here into the file.
    kept.info = {}
    content = _encoded(kept, kind)
    digest = hashlib.sha256(content).hexdigest()
    name = f"pictures/{digest[:2]}/{digest}.{EXTENSIONS[kind]}"
    sizes = [width for width in WIDTHS if width < kept.width]
    smaller = {rendition(name, size): _encoded(_resized(kept, size), kind) for size in sizes}
    return Picture(name, kept.width, kept.height, sizes, {name: content, **smaller})


def _orientation(image):
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    # Many programs write EXIF that is not quite right; the picture is none the worse.
    except Exception:
        return None


def _upright(image, orientation):
    return image.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else image


def _in_srgb(image):
    """A copy in RGB, or RGBA if anything is transparent, converted from its own colours."""
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow itself would cut off instead of dividing.
        image = image.point(lambda value: value / 256).convert("L")
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    profile = image.info.get("icc_profile")
    if not profile:
        return plain
    colours = image if image.mode in ("L", "CMYK") else plain.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        colours = ImageCms.profileToProfile(colours, source, target, outputMode="RGB")
    # A profile that is broken, or for other colours than the picture has, is none.
    except (ImageCms.PyCMSError, OSError, ValueError):
        return plain
    if plain.mode == "RGBA":
        colours.putalpha(plain.getchannel("A"))
    return colours


def _resized(image, width):
    """`image`, or a smaller one of this width."""
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(image, kind):
    content = BytesIO()
    image.save(content, kind, **SAVE_OPTIONS[kind])
    return content.getvalue()


def rendition(name, width):
    """The name of the smaller file of this width beside the picture `name`."""
    stem, dot, extension = name.rpartition(".")
    return f"{stem}-{width}{dot}{extension}"


def attach(thing, upload):
    """Let the file `upload`, or a Picture, be the picture of a saved `thing`.

    The one before goes if nothing else uses it. Raises ValidationError, and then nothing has
    changed.
    """
    picture = upload if isinstance(upload, Picture) else prepare(upload)
    with transaction.atomic():
        _lock(thing)
        for name, content in picture.files.items():
            _store(name, content)
        _write(
            thing,
            image=picture.name,
            width=picture.width,
            height=picture.height,
            sizes=picture.sizes,
        )


def remove(thing):
    """Let a saved `thing` have no picture. Its files go if nothing else uses them."""
    with transaction.atomic():
        _lock(thing)
        _write(thing, image="", width=None, height=None, sizes=[])


def _lock(thing):
    """Take the row, and with the pages' version the right to say what is in use.

    Until the transaction ends nobody finds a file unused that this row is about to name.
    """
    type(thing).objects.filter(pk=thing.pk).update(sizes=F("sizes"))


def _store(name, content):
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return
        default_storage.delete(name)  # a write that broke off left a part
    default_storage.save(name, ContentFile(content))


def _write(thing, **fields):
    row = type(thing).objects.filter(pk=thing.pk)
    name, sizes = row.values_list("image", "sizes").get()
    row.update(**fields)
    for field, value in fields.items():
        setattr(thing, field, value)
    if name != fields["image"]:
        _let_go(name, sizes)


def _let_go(name, sizes):
    """Delete the files of this picture, if nothing uses it, once the transaction commits."""
    if name:
        transaction.on_commit(partial(_delete_unused, name, sizes), robust=True)


def _delete_unused(name, sizes):
    with transaction.atomic():
        # Waits for whoever is just taking this picture into use.
        page_versions.bump(page_versions.CONTENT)
        if any(model.objects.filter(image=name).exists() for model in _pictured_models()):
            return
        for width in {*sizes, *WIDTHS}:
            default_storage.delete(rendition(name, width))
        default_storage.delete(name)


def _pictured_models():
    return [model for model in apps.get_models() if issubclass(model, Pictured)]


def connect():
    """Let the pictures of deleted things go, however they are deleted."""
    for model in _pictured_models():
        post_delete.connect(_deleted, sender=model)


def _deleted(instance, **kwargs):
    _let_go(instance.image.name, instance.sizes)


def address(name):
    """Where readers get the file of this name, whatever storage it is in."""
    return f"{settings.MEDIA_URL}{name}"


def sources(thing):
    """Pairs of an address and its width in pixels for each file of a picture, smallest first."""
    name = thing.image.name
    smaller = [(address(rendition(name, width)), width) for width in sorted(thing.sizes)]
    return [*smaller, (address(name), thing.width)]
