"""Turn docstrings into Markdown for the reference: a griffe extension that mkdocstrings loads.

Markdown would take the ``>>>`` of a doctest for quotations within quotations, and knows no roles
(``:func:``).
"""

from __future__ import annotations

import re
from typing import Any

import griffe

EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\s*$).*)*", re.MULTILINE)
ROLE = re.compile(r":(?:attr|class|func|meth|mod):(?=`)")


def as_markdown(docstring: str) -> str:
    """Return *docstring* with each doctest, up to the next empty line, as a block of code."""
    return EXAMPLE.sub(lambda found: f"```pycon\n{found.group()}\n```", ROLE.sub("", docstring))


class DocstringsAsMarkdown(griffe.Extension):
    """Changes the docstring of every object that is shown."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Change the docstring of *obj*, if it has one."""
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value)
