"""Memory that arrays gave back is kept."""

import platform
import subprocess
import sys

import pytest

from tests.conftest import child_environment

_PAGES = """
import resource
import numpy as np
from framing.corpus.freed_memory import keep_freed_memory
if {keep}:
    keep_freed_memory()
for _ in range(3):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    [np.ones(1_900_000, np.uint8) for _ in range(20)]
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a promise of glibc alone")
def test_arrays_of_the_third_round_stand_on_pages_of_the_second() -> None:
    def pages(keep: bool) -> int:
        code = _PAGES.format(keep=keep)
        command = [sys.executable, "-c", code]
        return int(subprocess.check_output(command, env=child_environment()))

    assert pages(keep=True) * 10 < pages(keep=False)
