"""Speed and validity, measured by hand and, on small invented data, by the tests."""
