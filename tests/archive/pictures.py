"""Picture files for tests, made on the spot, and looking at what became of them."""

import re
import struct
import zlib
from io import BytesIO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)
SECRET = "Rue de la Paix 5"

# Nothing but what a decoder needs: tables, frames and the JFIF head; pixels and their palette.
NEEDED = {
    "jpg": {"E0", "DB", "C0", "C2", "C4", "DD"},
    "png": {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"},
    "webp": {"VP8", "VP8L", "VP8X", "ALPH"},
}


def encoded(image, kind, **options):
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def upload(content, name="IMG_2023 my home.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)


def halves(width=1200, height=800, left=RED, right=BLUE, mode="RGB"):
    """A picture whose left half has another colour than its right one."""
    image = Image.new("RGB", (width, height), left)
    image.paste(right, (width // 2, 0, width, height))
    return image.convert(mode)


def from_a_phone(width=1200, height=800):
    """A JPEG with everything in it that nobody should learn, turned by EXIF: stored lying.

    Upright, its first half is above its second one.
    """
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = SECRET
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (37.0, 33.0, 58.0)
    return encoded(
        halves(width, height),
        "JPEG",
        exif=exif,
        comment=SECRET,
        xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(),
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )


def with_text():
    said = PngInfo()
    said.add_text("Comment", SECRET)
    said.add_itxt("XML:com.adobe.xmp", SECRET)
    return encoded(halves(), "PNG", pnginfo=said)


def claiming(width, height):
    """A PNG of a few bytes whose header claims this size."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def moving(kind="GIF"):
    frames = [Image.new("RGB", (600, 400), colour) for colour in (RED, GREEN, BLUE)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def palette_with_transparency():
    image = halves().quantize(4)
    image.info["transparency"] = image.getpixel((0, 0))
    return encoded(image, "PNG", transparency=image.getpixel((0, 0)))


def parts_of(content):
    """What stands in an encoded file: the markers of a JPEG, the chunks of a PNG or WebP."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg_markers(content)
    if content.startswith(b"RIFF"):
        return _chunks(content, 12, "<4sI", 0)
    return _chunks(content, 8, ">I4s", 4)


def _jpeg_markers(content):
    place, found = 2, set()
    while content[place + 1] != 0xDA:
        found.add(f"{content[place + 1]:02X}")
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return found


def _chunks(content, place, form, checksum):
    found = set()
    while place < len(content):
        head = struct.unpack(form, content[place : place + 8])
        kind, length = head if isinstance(head[0], bytes) else head[::-1]
        found.add(kind.decode().strip())
        place += 8 + length + checksum + (length % 2 if not checksum else 0)
    return found


def stored(folder="pictures"):
    """The names of all files in the storage."""
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    return [f"{folder}/{name}" for name in files] + [
        name for inner in folders for name in stored(f"{folder}/{inner}")
    ]


def content_at(name):
    """The bytes of a file in the storage."""
    with default_storage.open(name) as file:
        return file.read()


def image_tag(page):
    """The attributes of the first picture on a page."""
    tag = re.search(r"<img ([^>]*)>", page.content.decode())[1]
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


def content_of(response):
    return b"".join(response.streaming_content)


def served(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return Image.open(BytesIO(content_of(response)))


def is_near(colour, other):
    return all(abs(a - b) < 12 for a, b in zip(colour, other, strict=True))
