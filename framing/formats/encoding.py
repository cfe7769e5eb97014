"""Bytes to text: declared encodings, byte order marks, and Windows-1252 inside UTF-8."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SAMPLE = 200_000
STRAYS = "encoding: not UTF-8; read as UTF-8 with Windows-1252 bytes"
_STRAYS = 3


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and warnings about how its bytes were read.

    A byte order mark decides, then UTF-8, then UTF-8 with stray Windows-1252 bytes, then
    charset-normalizer's guess. Line ends stay as they are. Raises ValueError for binary data.

    >>> decode("café".encode("utf-8-sig"))
    ('café', ())
    >>> decode("café – ".encode() + b"\\x93calm\\x94")[0]
    'café – “calm”'
    """
    codec = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if codec is not None:
        return _checked(data.decode(codec, errors="replace"), codec, False)
    if _is_wide(data):
        return _checked(data.decode("utf-16-le", errors="replace"), "UTF-16 without its mark", True)
    if _is_binary(data):
        raise ValueError("holds binary data, no text; give text, HTML, JSON, CSV or parquet files")
    try:
        return _checked(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        pass
    text, bad = decode_mixed(data)
    # Other encodings seldom hold what UTF-8 allows, so a few such characters among strays decide;
    # so does one, where each stray stands by itself.
    if _STRAYS * (len(data) - len(text)) > bad or (len(data) > len(text) and _stand_alone(data)):
        return _checked(text, "UTF-8 with Windows-1252 bytes", True)
    guess = _guess(data)
    return _checked(data.decode(guess, errors="replace"), guess, True)


def _stand_alone(data: bytes) -> bool:
    """Say whether bytes above 127 that begin or go on with no UTF-8 stand singly."""
    return not re.search(rb"[\x80-\xff]{2}", _UTF8_CHARACTER.sub(b" ", data))


def decode_mixed(data: bytes) -> tuple[str, int]:
    """Decode UTF-8, reading each invalid byte as Windows-1252; return text and invalid bytes."""
    pieces = []
    bad = at = 0
    while at < len(data):
        try:
            pieces.append(data[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            pieces.append(data[at : at + error.start].decode("utf-8"))
            byte = data[at + error.start : at + error.start + 1]
            pieces.append(byte.decode("cp1252", errors="replace"))
            at += error.start + 1
            bad += 1
            if bad > 10_000:
                pieces.append(data[at:].decode("cp1252", errors="replace"))
                break
    return "".join(pieces), bad


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    # Western pages say Latin-1 and mean Windows-1252, which adds the quotation marks.
    western = name.replace("_", "-") in ("latin-1", "iso8859-1", "ascii") or name.startswith(
        "cp125"
    )
    high = bytes(byte for byte in data[:_SAMPLE] if byte > 127)
    marks = sum(0x80 <= byte <= 0x9F for byte in high)
    if western or 2 * marks > len(high):
        return "cp1252"
    return name


def _is_wide(data: bytes) -> bool:
    """Say whether every second byte is zero, as where Latin letters take two bytes each."""
    high = data[1:8192:2]
    return len(high) > 8 and high.count(0) > 0.9 * len(high) and b"\0" not in data[:8192:2]


def _is_binary(data: bytes) -> bool:
    sample = data[:8192]
    if not sample:
        return False
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    return control / len(sample) > 0.05


def _checked(text: str, codec: str, guessed: bool) -> tuple[str, tuple[str, ...]]:
    warnings = []
    if guessed:
        warnings.append(f"encoding: not UTF-8; read as {codec}")
    if "\ufffd" in text:
        warnings.append("encoding: some bytes could not be read and stand as \ufffd")
    return text, tuple(warnings)
