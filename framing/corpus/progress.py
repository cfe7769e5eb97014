"""A progress bar for terminals and notebooks, silent in pipes."""

from __future__ import annotations

import sys
from collections.abc import Callable

_FEWEST = 256  # articles; fewer are done before a bar is read


def progress_bar(total: int | None, show: bool | None) -> Callable[[int], object]:
    """Return a function that moves a progress bar on, or does nothing off a terminal.

    *total* is the number of articles, None where it is not known; *show* None shows the bar on a
    terminal only.
    """
    shown = sys.stderr.isatty() if show is None else show
    if not shown or (total is not None and total < _FEWEST):
        return lambda done: None
    from tqdm.auto import tqdm

    bar = tqdm(total=total, unit="article", desc="analyzing")

    def move(done: int) -> None:
        bar.update(done)
        if total is not None and bar.n >= total:
            bar.close()

    return move
