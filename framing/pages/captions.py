"""The captions of pictures: lines that end or begin with a credit."""

from __future__ import annotations

import re

# An image credit in brackets, at the end of a caption; and one without brackets.
_CREDITED = re.compile(
    r"[^\n]*[\[(](?:(?:file\s+)?(?:photo|image|picture|credit|source|illustration"
    r"|screengrab)s?\b[^)\]]*"
    r"|[^)\]]*\b(?:AP|AFP|EPA|EFE|Reuters|Getty|Anadolu|Shutterstock|Xinhua|Images?|Photos?"
    r"|Illustrat(?:ed|ion)|Handout|Screengrab)\b[^)\]]*|(?-i:[A-Z])[^)\]/]{2,40}/\s*(?-i:[A-Z])"
    r"[^)\]/]{1,40})[)\]]\.?",
    re.IGNORECASE,
)
_LABELED = re.compile(
    r"(?:file\s+)?(?:photo(?:graph)?|image|picture|caption|video)s?\s*[:|]\s*\S"
    r"|image\s+caption,\s*\S",
    re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(
    r"[.!?”\"]\s+(?:(?i:photo(?:graph)?|image|picture|credit)s?(?:\s+(?i:by|credit"
    r"|courtesy))?\s*:?\s"
    r"|[A-Z][\w.'’ -]{2,40}(?:/|\s+via\s+)(?:AP|AFP|EPA|Reuters|Getty|[A-Z]\w+)).{0,60}$"
)


_LABELS = ("image caption", "media caption")


def is_caption_label(line: str) -> bool:
    """Say whether a line does nothing but announce the caption below it.

    >>> is_caption_label("Image caption,"), is_caption_label("Image caption, The quay.")
    (True, False)
    """
    return line.rstrip(" ,:").lower() in _LABELS


def is_caption(line: str) -> bool:
    """Say whether a line is the caption of a picture: it ends or begins with a credit.

    >>> is_caption("Boats in the harbor, May 3, 2031. (Harbor Courier/A. Writer)")
    True
    """
    if not 20 < len(line) <= 400:
        return False
    if line[-1] in ")]" or line[-2:] in (").", "]."):
        return _CREDITED.fullmatch(line) is not None
    tail = line[-80:]
    credited = "/" in tail or "via " in tail or "hoto" in tail or "mage" in tail or "redit" in tail
    if credited and _CREDIT_TAIL.search(line):
        return True
    return _LABELED.match(line) is not None
