"""The image of a scanned PDF page, taken out without decoding and coding it anew wherever that is possible."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from config.errors import CorruptFile, TruncatedFile
from ocr.decode import g4, keep, png
from ocr.decode.budget import Budget
from ocr.decode.dpi import Resolution, resolution
from ocr.decode.guard import decoding, distrusting
from ocr.decode.jpeg import decode_whole
from ocr.decode.jpeg_markers import Frame, read_frame
from ocr.decode.pdf_place import Placement
from ocr.page import PageImage

_ADOBE_INVERTED = [1, 0] * 4


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the dictionary of an image says, as far as it can be taken out; see `describe`."""

    width: int
    height: int
    bits: int
    channels: int
    filters: tuple[str, ...]
    parameters: dict[str, Any]
    """Of the last filter."""
    decode: list[float]
    """Empty: the default."""
    data: bytes

    @property
    def inverted(self) -> bool:
        """Whether a 0 of a grey or 1-bit image is white."""
        return self.decode == [1, 0]

    @property
    def plain_decode(self) -> bool:
        """Whether samples mean what they mean by default."""
        return self.decode in ([], [0, 1] * self.channels)


def describe(stream: Any, fill_is_black: bool) -> Sampled | None:
    """The image ``stream`` where its pixels alone show it: no mask, a colour space of grey, RGB or CMYK; else None."""
    stencil = _is_true(stream.get("/ImageMask"))
    if "/SMask" in stream or "/Mask" in stream or stream.get("/SMaskInData", 0) or (stencil and not fill_is_black):
        return None
    # A stencil paints black where its sample is 0, white paper shows where it is 1: grey of one bit.
    channels = 1 if stencil else _channels(stream.get("/ColorSpace"))
    if channels is None:
        return None
    filters = _listed(stream.get("/Filter"))
    parameters = _listed(stream.get("/DecodeParms"))
    last = parameters[-1] if parameters and len(parameters) == len(filters) else {}
    return Sampled(
        int(stream["/Width"]),
        int(stream["/Height"]),
        1 if stencil else int(stream.get("/BitsPerComponent", 8)),
        channels,
        tuple(str(name) for name in filters),
        {str(key): value.get_object() for key, value in last.items()} if isinstance(last, dict) else {},
        [float(value) for value in _listed(stream.get("/Decode"))],
        bytes(stream._data),
    )


def keep_image(image: Sampled, shown: Placement, page: int, budget: Budget, flags: tuple[str, ...]) -> PageImage | None:
    """The page that ``image`` shows as ``shown``; None where only rendering would be faithful.

    Raises `TruncatedFile`, `CorruptFile`, `TooManyPixels`.
    """
    budget.check_pixels(image.width, image.height)
    if image.width < 1 or image.height < 1:
        return None
    res = resolution(image.width, image.height, (shown.dpi_x, shown.dpi_y))
    orientation = {turn: value for value, turn in keep.TURNS.items()}[shown.turn]
    if image.filters[-1:] == ("/DCTDecode",):
        return _jpeg(image, res, orientation, page, budget, flags)
    if image.filters == ("/CCITTFaxDecode",):
        return _fax(image, res, orientation, page, flags)
    if image.filters in ((), ("/FlateDecode",)) and (image.bits, image.channels) in ((1, 1), (8, 1), (8, 3)):
        pixels = _flate(image, page, budget)
        return None if pixels is None else keep.keep_lossless(pixels, res, orientation, flags)
    return None


def _jpeg(
    image: Sampled, res: Resolution, orientation: int, page: int, budget: Budget, flags: tuple[str, ...]
) -> PageImage | None:
    data = image.data
    if image.filters == ("/FlateDecode", "/DCTDecode"):
        data = _inflate(data, budget.max_bytes, page)
    elif image.filters != ("/DCTDecode",):
        return None
    frame = read_frame(data, page)
    if (frame.width, frame.height) != (image.width, image.height) or not _jpeg_colours_hold(image, frame):
        return None
    if not frame.decodes_everywhere:
        return None
    decoded = decode_whole(data, frame, budget)
    info = keep.info_of("jpeg", decoded, res, keep.TURNS[orientation])
    return PageImage(info, data, keep.notes(res, *flags))


def _jpeg_colours_hold(image: Sampled, frame: Frame) -> bool:
    """Whether the stream, as a file of its own, has the colours that it has in the PDF."""
    if frame.components != image.channels:
        return False
    transform = image.parameters.get("/ColorTransform")
    if transform is not None and frame.adobe is None and int(transform) != (1 if frame.components == 3 else 0):
        return False
    if frame.components == 4:
        # Readers of files take CMYK with an Adobe segment for inverted; a PDF says so by its Decode array.
        return image.decode == _ADOBE_INVERTED if frame.adobe is not None else image.plain_decode
    return image.plain_decode


def _fax(image: Sampled, res: Resolution, orientation: int, page: int, flags: tuple[str, ...]) -> PageImage | None:
    """Group 4 as it is: the scanner's bits, with a TIFF header instead of the PDF's dictionary."""
    said = image.parameters
    columns, rows = int(said.get("/Columns", 1728)), int(said.get("/Rows", 0)) or image.height
    group4 = int(said.get("/K", 0)) < 0 and not _is_true(said.get("/EncodedByteAlign"))
    if not group4 or (columns, rows) != (image.width, image.height) or (image.bits, image.channels) != (1, 1):
        return None
    black_is_one = _is_true(said.get("/BlackIs1"))
    photometric: g4.Photometric = 1 if black_is_one != image.inverted else 0
    data = g4.wrap(image.data, image.width, image.height, photometric, (res.x, res.y))
    with distrusting(f"CCITT, page {page}"), decoding() as heard:
        decoded = TiffImageFile(io.BytesIO(data))
        decoded.load()
    if heard.lines:
        raise CorruptFile(problem=f"CCITT, page {page}: {heard.lines[0]}")
    info = keep.info_of("tiff", decoded, res, keep.TURNS[orientation])
    return PageImage(info, data, keep.notes(res, *flags))


def _flate(image: Sampled, page: int, budget: Budget) -> Image.Image | None:
    """The pixels of an image that is deflated or not packed at all; None with a predictor that is not PNG's."""
    predictor = int(image.parameters.get("/Predictor", 1))
    if not (image.plain_decode or image.inverted):
        return None
    if predictor >= 10:
        decoded: Image.Image | None = _png_predicted(image, page, budget)
    elif predictor == 1:
        row = (image.width * image.channels * image.bits + 7) // 8
        raw = _inflate(image.data, row * image.height, page) if image.filters else image.data
        if len(raw) < row * image.height:
            raise TruncatedFile(page=page)
        mode = {(1, 1): "1", (8, 1): "L", (8, 3): "RGB"}[image.bits, image.channels]
        decoded = Image.frombytes(mode, (image.width, image.height), raw[: row * image.height])
    else:
        return None
    if decoded is None or not image.inverted or image.channels != 1:
        return decoded
    return Image.eval(decoded.convert("L"), lambda value: 255 - value).convert(decoded.mode)


def _png_predicted(image: Sampled, page: int, budget: Budget) -> Image.Image | None:
    """PNG predictors make of the stream exactly what a PNG file holds: with a header round it, it is one."""
    said = image.parameters
    columns, colours = int(said.get("/Columns", 1)), int(said.get("/Colors", 1))
    if (columns, colours, int(said.get("/BitsPerComponent", 8))) != (image.width, image.channels, image.bits):
        return None
    header = struct.pack(">IIBBBBB", image.width, image.height, image.bits, 0 if image.channels == 1 else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", image.data), (b"IEND", b""))
    framed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return png.open_whole(b"\x89PNG\r\n\x1a\n" + b"".join(framed), budget, page)


def _inflate(data: bytes, most: int, page: int) -> bytes:
    """At most ``most`` bytes of a deflated stream. Raises `CorruptFile`."""
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(data, most)
        unpacker.decompress(unpacker.unconsumed_tail, 1)  # to the end, where the check sum stands
    except zlib.error as error:
        raise CorruptFile(problem=f"PDF, page {page}: {error}") from error
    return unpacked


def _channels(space: Any) -> int | None:
    space = space.get_object() if space is not None else None
    names = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
    if isinstance(space, str):
        return names.get(space)
    if isinstance(space, list) and space:
        if space[0] == "/ICCBased":
            return int(space[1].get_object()["/N"])
        return names.get(str(space[0]))
    return None


def _is_true(value: Any) -> bool:
    """Whether a PDF boolean is true: as an object of pypdf it is truthy whatever it says."""
    return value is not None and bool(value == True)  # noqa: E712


def _listed(value: Any) -> list[Any]:
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None:
        return []
    return [item.get_object() for item in value] if isinstance(value, list) else [value]
