"""Pictures made ready for OCR: grey, upright, straight, evenly lit, of a resolution that engines read best."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from parsing.engine.readers.drawn_marks import Pixels
from parsing.engine.readers.drawn_panels import with_labels_on_white

_A4_LONG_SIDE_IN = 11.69
BODY_PT = 10.0  # what distances are measured in: the height of usual text
_PLAUSIBLE_DPI = (90.0, 700.0)
_READABLE_DPI = 140.0  # below that the picture is enlarged
_TARGET_DPI = 200.0
_MOST_DPI = 220.0  # above that it is reduced: no better, only slower
_SKEW_SIDE_PX, _FINE_SIDE_PX = 700, 1000  # of the small copies in which the skew is measured, roughly and well
_SKEW_STEPS = [step * 0.5 for step in range(-16, 17)]  # degrees
_FINE_STEPS = [step * 0.1 for step in range(-4, 5)]
_LEAST_SKEW = 0.1  # degrees; engines cope with less, and so do the rules of tables
_CELL_PX = 8  # the background is looked for in a copy so much smaller
_DARK_PAPER = 128  # brightness
_SEAM = 60  # between the brightness of two papers, of 255
_UNEVEN_LIGHT = 18.0  # standard deviation of the background's brightness, of 255


@dataclass(frozen=True, slots=True)
class Picture:
    image: Image.Image  # mode "L"
    dpi: float

    def turned(self, degrees_clockwise: int) -> "Picture":
        return Picture(self.image.rotate(-degrees_clockwise, expand=True, fillcolor=255), self.dpi)


def prepare(image: Image.Image, *, dpi: float | None = None) -> Picture:
    """The picture to give to an engine."""
    upright = ImageOps.exif_transpose(image)
    grey = _on_white(upright).convert("L")
    resolution = _resolution(grey, dpi)
    if resolution < _READABLE_DPI or resolution > _MOST_DPI:
        goal = _TARGET_DPI if resolution < _READABLE_DPI else _MOST_DPI
        factor = min(3.0, goal / resolution)
        size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
        resolution *= factor
    skew = _skew(_dark_on_white(grey))
    if abs(skew) >= _LEAST_SKEW:
        grey = grey.rotate(skew, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=255)
    grey = with_labels_on_white(grey, text_height=resolution * BODY_PT / 72)
    return Picture(_dark_on_white(grey), resolution)


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent pictures have their text on nothing: put white behind it."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image


def _resolution(image: Image.Image, dpi: float | None) -> float:
    """Dots per inch; what the file says where it can be true of a page, else those of an A4 page of this size."""
    as_page = max(image.width, image.height) / _A4_LONG_SIDE_IN
    if dpi is not None and _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] and 0.5 < as_page / dpi < 1.6:
        return dpi
    return max(20.0, as_page)


def _dark_on_white(image: Image.Image) -> Image.Image:
    """Shadows of a photo and coloured panels turned white, light text on them dark; even scans are left alone."""
    size = (max(1, image.width // _CELL_PX), max(1, image.height // _CELL_PX))
    mixed = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(9))
    light = ImageStat.Stat(mixed)
    if light.stddev[0] < _UNEVEN_LIGHT and light.median[0] > _DARK_PAPER:
        return image
    cells = _paper(image, mixed)
    paper = numpy.asarray(cells.resize(image.size, Image.Resampling.BICUBIC), numpy.float32)
    pixels = numpy.asarray(image, numpy.float32)
    distance = numpy.abs(paper - pixels)
    _smooth_seams(distance, pixels, cells)
    most = numpy.maximum(paper, 255 - paper)
    ink = numpy.minimum(255, distance * (255 / most)).astype(numpy.uint8)
    return Image.fromarray(255 - ink)


def _smooth_seams(distance: Pixels, pixels: Pixels, cells: Image.Image) -> None:
    """Where a panel ends, nothing between the two papers is ink: cells are too coarse to tell where that is."""
    papers = [cells.filter(extreme(3)) for extreme in (ImageFilter.MinFilter, ImageFilter.MaxFilter)]
    steps = ImageChops.difference(*papers).point(lambda value: 255 if value > _SEAM else 0)
    if steps.getbbox() is None:
        return
    height, width = pixels.shape
    at_seams = numpy.asarray(steps.resize((width, height), Image.Resampling.NEAREST)) > 0
    darkest, lightest = (
        numpy.asarray(paper.resize((width, height), Image.Resampling.NEAREST), numpy.float32)[at_seams]
        for paper in papers
    )
    there = pixels[at_seams]
    distance[at_seams] = numpy.maximum(0, numpy.maximum(darkest - there, there - lightest))


def _paper(image: Image.Image, mixed: Image.Image) -> Image.Image:
    """The brightness of what the ink is on, a pixel a cell: of the lightest and the darkest nearby, the more common."""
    smooth = image.resize((2 * mixed.width, 2 * mixed.height), Image.Resampling.BOX)
    lightest, darkest = (
        smooth.filter(extreme(3)).resize(mixed.size, Image.Resampling.NEAREST).filter(ImageFilter.MedianFilter(9))
        for extreme in (ImageFilter.MaxFilter, ImageFilter.MinFilter)
    )
    nearer = ImageChops.difference(lightest, mixed)
    is_light = numpy.asarray(nearer) <= numpy.asarray(ImageChops.difference(darkest, mixed))
    return Image.fromarray(numpy.where(is_light, numpy.asarray(lightest), numpy.asarray(darkest)))


def _skew(image: Image.Image) -> float:
    """Degrees by which to turn the picture anticlockwise so that its lines of text become level."""
    dark = _ink_of(image, _SKEW_SIDE_PX)
    if ImageStat.Stat(dark).mean[0] < 0.5:
        return 0.0
    rough = _levellest(dark, _SKEW_STEPS)
    return _levellest(_ink_of(image, _FINE_SIDE_PX), [rough + step for step in _FINE_STEPS])


def _ink_of(image: Image.Image, side_px: int) -> Image.Image:
    """A small copy, white where it was dark."""
    small = image.copy()
    small.thumbnail((side_px, side_px), Image.Resampling.BOX)
    return ImageOps.invert(small).point(lambda value: 255 if value > 96 else 0)


def _levellest(dark: Image.Image, turns: Sequence[float]) -> float:
    return max(turns, key=lambda degrees: (_levelness(dark, degrees), -abs(degrees)))


def _levelness(dark: Image.Image, degrees: float) -> float:
    """How sharply rows of ink and rows of paper alternate when the picture is turned by `degrees`."""
    turned = dark.rotate(degrees, resample=Image.Resampling.NEAREST, fillcolor=0)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - other) ** 2 for one, other in pairwise(rows)))
