"""Ctrl-C that is never lost, and never cuts short a step that must be whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Interrupts:
    """The interrupts that come meanwhile, each answered by the handler that was there before.

    That handler raises KeyboardInterrupt, as a rule, at whatever Python happens to be doing. Where
    this is a callback of C code, of a weak reference or of the garbage collector, the exception is
    printed and dropped; and where a lock was just taken, it stays locked. So an interrupt is
    remembered: what was dropped is raised anew by :meth:`check`, and what came while interrupts
    were :meth:`held` is raised when they are let go.
    """

    def __init__(self, answer: Callable[..., Any]) -> None:
        self._answer = answer
        self._came = False
        self._held = False

    def arrive(self, number: int, frame: Any) -> None:
        """Answer a signal at once, or remember it; this is the handler."""
        self._came = True
        if not self._held:
            self._answer(number, frame)
            self._came = False  # it was answered without raising

    def check(self) -> None:
        """Raise the interrupt that came and is not known to have ended anything."""
        if self._came:
            self._came = False
            self._answer(signal.SIGINT, None)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Remember interrupts meanwhile; processes that are started never hear of any."""
        was_held, self._held = self._held, True
        try:
            with _blocked():
                yield
        finally:
            self._held = was_held
        if not was_held:
            self.check()


@contextmanager
def heeded_interrupts() -> Iterator[Interrupts]:
    """Yield what remembers the interrupts of this thread; afterwards they are handled as before.

    Inside another such context it is the one that is there already. Outside of the main thread,
    and where Ctrl-C is ignored, there are none to remember.

    >>> with heeded_interrupts() as interrupts:
    ...     try:
    ...         with interrupts.held():
    ...             signal.raise_signal(signal.SIGINT)  # of Ctrl-C
    ...             print("done")
    ...     except KeyboardInterrupt:
    ...         print("interrupted")
    done
    interrupted
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield Interrupts(lambda *_: None)
        return
    there = getattr(before, "__self__", None)
    if isinstance(there, Interrupts):
        yield there
        return
    interrupts = Interrupts(before)
    try:
        signal.signal(signal.SIGINT, interrupts.arrive)
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _blocked() -> Iterator[None]:
    """Block SIGINT in this thread: processes started from it inherit that, from the first on."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
