"""The wheel, installed where nothing of the checkout can be seen, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.conftest import ROOT


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_does_the_main_job_elsewhere(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path)
    run(*pip, "wheel", *options, ROOT, cwd=tmp_path)
    [wheel] = tmp_path.glob("media_framing-*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    purelib = Path(
        run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
        ).strip()
    )
    # The dependencies, but not the checkout: a path added this way has no .pth files of its own.
    (purelib / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    place = run(python, "-c", "import framing; print(framing.__file__)", cwd=tmp_path).strip()
    assert Path(place).is_relative_to(purelib)
    corpus = ROOT / "examples" / "corpus" / "crane-collapse"
    run(python, "-m", "framing", "report", corpus, "--out", tmp_path / "page", cwd=tmp_path)
    assert (tmp_path / "page" / "index.html").stat().st_size > 1000
