"""What is kept of a picture file: its pixels, upright, and nothing else."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

from archive.media import images

from ..pictures import (
    NEEDED,
    RED,
    SECRET,
    encoded,
    halves,
    is_near,
    moving,
    palette_with_transparency,
    parts_of,
    with_text,
)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_a_camera_is_understood(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = halves(64, 32)
    lying.paste((0, 0, 0), (0, 0, 16, 16))
    turned = encoded(lying, "PNG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(turned))).convert("RGB")
    picture = images.prepare(ContentFile(turned))
    kept = Image.open(BytesIO(picture.files[picture.name]))
    assert kept.tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("content", "kind", "mode"),
    [
        (with_text(), "png", "RGB"),
        (encoded(halves(mode="CMYK"), "JPEG"), "jpg", "RGB"),
        (encoded(halves(mode="L"), "JPEG"), "jpg", "RGB"),
        (encoded(halves(mode="RGBA"), "WEBP", exif=Image.Exif().tobytes()), "webp", "RGB"),
        (encoded(halves(mode="1"), "PNG"), "png", "RGB"),
        (moving(), "png", "RGB"),
        (moving("WEBP"), "webp", "RGB"),
        (encoded(halves(), "MPO", save_all=True, append_images=[halves()]), "jpg", "RGB"),
        (palette_with_transparency(), "png", "RGBA"),
    ],
    ids=["text", "cmyk", "grey", "webp", "1 bit", "gif", "moving webp", "phone", "palette"],
)
def test_what_is_known_is_kept_as_nothing_but_pixels(content, kind, mode):
    picture = images.prepare(ContentFile(content))
    assert picture.name.endswith(f".{kind}")
    for name, kept in picture.files.items():
        assert images.NAME.fullmatch(name)
        assert parts_of(kept) <= NEEDED[kind]
        assert SECRET.encode() not in kept
    image = Image.open(BytesIO(picture.files[picture.name]))
    assert image.mode == mode
    assert getattr(image, "n_frames", 1) == 1


def kept_pixel(content, place=(10, 10)):
    picture = images.prepare(ContentFile(content))
    return Image.open(BytesIO(picture.files[picture.name])).getpixel(place)


def test_of_a_moving_picture_the_first_one_is_kept():
    assert is_near(kept_pixel(moving()), RED)
    assert is_near(kept_pixel(moving("WEBP")), RED)


def test_what_is_transparent_stays_so():
    assert kept_pixel(palette_with_transparency())[3] == 0
    assert kept_pixel(palette_with_transparency(), (1100, 10))[3] == 255


def with_red_and_blue_exchanged():
    """A profile that says of red what others say of blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_picture_with_a_profile_of_its_own_looks_the_same_without_it(mode):
    red = Image.new("RGB", (20, 20), (255, 0, 0)).convert(mode)
    content = encoded(red, "PNG", icc_profile=with_red_and_blue_exchanged())
    assert is_near(kept_pixel(content)[:3], (0, 0, 255))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_broken_profile_does_no_harm(mode):
    plain = kept_pixel(encoded(halves(mode=mode), "JPEG"))
    assert kept_pixel(encoded(halves(mode=mode), "JPEG", icc_profile=b"\0" * 200)) == plain


def test_a_scan_with_16_bits_of_grey_keeps_its_shades():
    scan = Image.new("I;16", (40, 40), 40000)
    assert kept_pixel(encoded(scan, "PNG")) == (156, 156, 156)
