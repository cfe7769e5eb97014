"""What stands on the page of a report, piece by piece."""
