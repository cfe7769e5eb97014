import gc

import pytest

from framing.garbage import garbage_collection_paused


def test_collection_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="cut"), garbage_collection_paused():
        raise ValueError("cut")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with garbage_collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
