"""The loop of every worker: a line in, one pass, its CPU seconds out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def given() -> tuple[list[str], list[str]]:
    """Return the texts and the phrases that the driver wrote."""
    found: dict[str, list[str]] = json.loads(Path(sys.argv[1]).read_text())
    return found["texts"], found["phrases"]


def serve(one_pass: Callable[[], Any]) -> None:
    """Make a pass for every line that comes in."""
    for _ in sys.stdin:
        begin = time.process_time()
        one_pass()
        print(time.process_time() - begin, flush=True)
