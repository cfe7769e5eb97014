"""Take the picture of a report that the README shows, from the example corpus.

Needs Debian's chromium; run by hand: python docs/build_images.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import matplotlib.image
import numpy as np

import framing

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "report.png"
WIDTH, TALL, TOP, BOTTOM = 1100, 4200, 1362, 2050


def main() -> None:
    """Write the report, open it and keep the first findings."""
    with tempfile.TemporaryDirectory() as folder:
        articles = framing.read_articles(ROOT / "examples" / "corpus")
        page = framing.write_report(framing.compare(framing.analyze(articles)), f"{folder}/report")
        shot = Path(folder) / "page.png"
        command = (
            "chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run"
            " --disable-background-networking --disable-component-update --disable-sync"
        ).split()
        options = (f"--user-data-dir={folder}/profile", f"--screenshot={shot}")
        size = f"--window-size={WIDTH},{TALL}"
        subprocess.run([*command, *options, size, page.as_uri()], check=True, capture_output=True)
        picture = matplotlib.image.imread(shot)[TOP:BOTTOM]
        PICTURE.parent.mkdir(exist_ok=True)
        matplotlib.image.imsave(PICTURE, np.ascontiguousarray(picture))


if __name__ == "__main__":
    main()
