"""Pages of a PDF as pixels: of a good scanner and a bad one, of a fax, of a phone held by hand."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

_GREY_DESK = 96
_INCHES = 72.0


@dataclass(frozen=True, slots=True)
class Condition:
    name: str
    dpi: int
    spoil: Callable[[Image.Image], Image.Image]  # of a grey page
    suffix: str = "png"
    quality: int = 90  # of JPEG
    says_dpi: bool = True  # phones do not


def picture(data: bytes, condition: Condition) -> bytes:
    """The document as a picture file; of several pages a TIFF."""
    with pypdfium2.PdfDocument(data) as file:
        pages = [condition.spoil(page.render(scale=condition.dpi / _INCHES, grayscale=True).to_pil()) for page in file]
    return _file(pages, condition)


def _file(pages: Sequence[Image.Image], condition: Condition) -> bytes:
    buffer = io.BytesIO()
    dpi = {"dpi": (condition.dpi, condition.dpi)} if condition.says_dpi else {}
    if len(pages) > 1:
        pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", **dpi)
    elif condition.suffix == "jpg":
        pages[0].save(buffer, "JPEG", quality=condition.quality, **dpi)
    else:
        pages[0].save(buffer, "PNG", **dpi)
    return buffer.getvalue()


def clean(image: Image.Image) -> Image.Image:
    return image


def fax(image: Image.Image) -> Image.Image:
    """Black or white, and specks."""
    black = image.point(lambda value: 255 if value > 140 else 0)
    specks = _grain(image.size, 2).point(lambda value: 255 if value > 253 else 0)
    return ImageChops.subtract(black, specks)


def sideways(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_90)


def photo(image: Image.Image) -> Image.Image:
    """Two degrees askew, a shadow from one side, grain, and not quite sharp."""
    askew = image.rotate(2, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return _as_seen(askew, darkest=150)


def phone(image: Image.Image) -> Image.Image:
    """A sheet on a desk, seen at an angle: the far edge is shorter, and one side is in the shade."""
    width, height = image.size
    room = width // 16
    desk = Image.new("L", (width + 2 * room, height + 2 * room), _GREY_DESK)
    desk.paste(image, (room, room))
    tilt = 0.03
    coefficients = _perspective(desk.size, tilt)
    seen = desk.transform(
        desk.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=_GREY_DESK
    )
    return _as_seen(seen.rotate(-0.8, fillcolor=_GREY_DESK, resample=Image.Resampling.BICUBIC), darkest=170)


def _perspective(size: tuple[int, int], tilt: float) -> tuple[float, ...]:
    """The transformation that narrows the upper edge by `tilt` of the width on either side."""
    width, height = size
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    seen_at = ((tilt * width, 0), ((1 - tilt) * width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, seen_at, strict=True):
        rows += [(u, v, 1, 0, 0, 0, -u * x, -v * x), (0, 0, 0, u, v, 1, -u * y, -v * y)]
        values += [x, y]
    return tuple(float(value) for value in numpy.linalg.solve(numpy.array(rows, float), numpy.array(values, float)))


def _as_seen(image: Image.Image, *, darkest: int) -> Image.Image:
    shade = Image.linear_gradient("L").resize(image.size).point(lambda value: darkest + value * (255 - darkest) // 255)
    half = (image.width // 2, image.height // 2)
    grain = _grain(half, 1).point(lambda value: value // 12).resize(image.size)
    return ImageChops.subtract(ImageChops.multiply(image, shade), grain).filter(ImageFilter.GaussianBlur(0.6))


def _grain(size: tuple[int, int], seed: int) -> Image.Image:
    return Image.frombytes("L", size, Random(seed).randbytes(size[0] * size[1]))


SCAN_150 = Condition("150 dpi", 150, clean)
SCAN_300 = Condition("300 dpi", 300, clean)
PHOTO = Condition("photo", 200, photo)
CONDITIONS: Mapping[str, Condition] = {
    condition.name: condition
    for condition in (
        *(SCAN_150, SCAN_300, PHOTO),
        Condition("fax", 200, fax),
        Condition("jpeg", 150, clean, "jpg", quality=25),
        Condition("sideways", 200, sideways),
        Condition("phone", 190, phone, "jpg", quality=70, says_dpi=False),
    )
}
