"""Quality and speed against public data and peers: one module a question."""
