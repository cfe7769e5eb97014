"""Telling data frames from whatever else is given, without importing pandas."""

from __future__ import annotations


def is_data_frame(given: object) -> bool:
    """Say whether what is *given* is a data frame.

    >>> import pandas as pd
    >>> is_data_frame(pd.DataFrame({"term": ["walkout"]})), is_data_frame(["walkout"])
    (True, False)
    """
    return hasattr(given, "itertuples") and hasattr(given, "columns")
