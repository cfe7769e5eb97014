"""How the sources of a lexicon are cited."""

from __future__ import annotations

from framing.lexicon import Source


def cite(source: Source, *, title: str = "{}", url: str = "{}") -> str:
    """Return author, title and year of *source*, then where it is found.

    *title* and *url* say how these are marked, ``{}`` standing for them.

    >>> book = Source(title="Stylebook", author="A. Clerk", year=2031, url="clerk.example")
    >>> cite(book, title="*{}*", url="<{}>")
    'A. Clerk: *Stylebook* (2031). <clerk.example>'
    """
    author = f"{source.author}: " if source.author else ""
    year = f" ({source.year})" if source.year else ""
    places = (
        source.url and url.format(source.url),
        source.isbn and f"ISBN {source.isbn}",
        source.package and f"package {source.package}",
        source.locator,
    )
    work = f"{author}{title.format(source.title)}{year}"
    return ". ".join([work, *(place for place in places if place)])
