"""PHR: wording carried over from the source language."""
