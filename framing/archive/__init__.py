"""From a folder to an archive: counts and findings of more articles than memory holds."""
