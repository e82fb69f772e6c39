"""Small pictures of candidates: what is sent comes out square, tiny, and without what a camera wrote."""

from io import BytesIO

from PIL import Image, ImageOps

from app.rounds.errors import UnreadablePictureError

SIDE = 128
MOST_BYTES = 3_000
"""Six of these fit into what the walk may weigh on a thin line."""
QUALITIES = range(80, 4, -12)
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
"""A JPEG is read in a smaller size; the others are unpacked whole, and a tiny file can be a huge picture."""


def small_picture(content: bytes) -> bytes:
    """Make a square WebP of at most 3 kB, upright, without place, time or camera.

    Raises
    ------
    UnreadablePictureError
        It is no JPEG, PNG or WebP, it is damaged, or it is far larger than a phone's camera makes.
    """
    try:
        with Image.open(BytesIO(content), formats=list(MOST_PIXELS)) as sent:
            if sent.width * sent.height > MOST_PIXELS[sent.format or ""]:
                raise UnreadablePictureError
            sent.draft("RGB", (2 * SIDE, 2 * SIDE))
            upright = ImageOps.exif_transpose(sent).convert("RGBA")
            square = ImageOps.fit(upright, (SIDE, SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError from error
    bare = Image.new("RGB", square.size, "white")
    bare.paste(square, mask=square)
    return next(
        (made for quality in QUALITIES if len(made := _webp(bare, quality)) <= MOST_BYTES), _webp(bare, 1)
    )


def _webp(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "WEBP", quality=quality, method=6)
    return written.getvalue()
