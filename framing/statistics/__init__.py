"""One statistic a file; each takes plain arrays and returns estimates."""
