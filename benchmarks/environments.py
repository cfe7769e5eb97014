"""Environments of their own for packages that the library does not need."""

from __future__ import annotations

import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

ENVIRONMENTS = Path.home() / ".cache" / "framing-peers"


def environment(place: Path, needs: Sequence[str]) -> str:
    """Return the Python of the environment at *place* with *needs*, making it the first time.

    Raises RuntimeError, which names the remedy, if it cannot be made.
    """
    python = place / "bin" / "python"
    done = place / "made"
    if not done.exists():
        try:
            venv.create(place, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", *needs], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise RuntimeError(
                f"no environment with {' and '.join(needs)} at {place}: {error}. "
                f"Name a folder that can be written with --envs, or make it by hand: "
                f"python -m venv {place}; {python} -m pip install {' '.join(needs)}; touch {done}"
            ) from error
        done.touch()
    return str(python)
