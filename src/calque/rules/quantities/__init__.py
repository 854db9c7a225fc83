"""NUM: quantities."""
