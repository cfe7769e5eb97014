"""A report's folder: what stands there, and putting a new report in its place all at once."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from framing.errors import FramingError

_MANIFEST = "report.json"


def check_folder(target: Path) -> None:
    """Raise FramingError if *target* is a file, or holds files that no report wrote."""
    try:
        if not target.exists():
            return
        if not target.is_dir():
            raise FramingError(f"{target}: is a file; give a folder for the report")
        there = {
            path.relative_to(target).as_posix()
            for path in target.rglob("*")
            if path.is_file() or path.is_symlink()
        }
        manifest = target / _MANIFEST
        old = set(json.loads(manifest.read_text("utf-8"))["files"]) if manifest.is_file() else set()
    except (ValueError, KeyError, TypeError) as error:
        raise FramingError(
            f"{target / _MANIFEST}: is not a report's list of files; choose another folder"
        ) from error
    except OSError as error:
        raise FramingError(f"{target}: cannot be read ({error.strerror or error})") from error
    foreign = sorted(there - old - {_MANIFEST})
    if foreign:
        raise FramingError(
            f"{target}: holds files that no report wrote, for example {foreign[0]!r}; nothing was"
            " changed; choose an empty or a new folder"
        )


def put_files(target: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* beside *target*, then move the whole into its place.

    Raises FramingError where writing fails; what stood there then still stands.
    """
    try:
        _put(target.absolute(), files)
    except OSError as error:
        raise FramingError(
            f"{target}: the report could not be written ({error.strerror or error}); nothing that"
            " stood there was changed; choose another folder or make room"
        ) from error


def _put(target: Path, files: Mapping[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
    try:
        for name, content in files.items():
            path = fresh / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        listed = json.dumps({"made_by": "media-framing", "files": sorted(files)}, indent=1)
        (fresh / _MANIFEST).write_text(listed + "\n", encoding="utf-8")
        fresh.chmod(0o755)
        if target.exists():
            _exchange(target, fresh)
        else:
            fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _exchange(target: Path, fresh: Path) -> None:
    """Put *fresh* in the place of *target*, which is put back if that fails."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-old-", dir=target.parent))
    aside.rmdir()
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
