"""pycorpdiff's keyness of one half of the texts against the other."""

import pandas as pd
import pycorpdiff
from loop import given, serve

texts, _ = given()
halves = [pd.DataFrame({"text": texts[start::2]}) for start in (0, 1)]
serve(lambda: pycorpdiff.compare(*(pycorpdiff.from_dataframe(half) for half in halves)).keyness())
