"""Begin the same run 20 times and kill each at a random moment; then let one come to its end.

    python killed_run.py ARTICLES FOLDER

Prints how many were killed before they ended.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import framing
from framing.archive.findings import write_findings

LEXICONS = ["distancing", "reporting_verbs"]


def main() -> None:
    articles = framing.read_articles(sys.argv[1])
    folder = Path(sys.argv[2])
    warm = folder.with_name("warm")
    write_findings(articles, warm, lexicons=LEXICONS, part_size=10)
    begin = time.monotonic()
    write_findings(articles, folder, lexicons=LEXICONS, part_size=10)
    took = time.monotonic() - begin
    shutil.rmtree(folder)
    chance = random.Random(7)
    killed = 0
    while killed < 20:
        child = os.fork()
        if not child:
            write_findings(articles, folder, lexicons=LEXICONS, part_size=10)
            os._exit(0)
        time.sleep(chance.uniform(0, took / 3))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            shutil.rmtree(folder)
            continue
        killed += 1
    write_findings(articles, folder, lexicons=LEXICONS, part_size=10)
    print(killed)


if __name__ == "__main__":
    main()
