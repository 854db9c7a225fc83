"""The review page in a real Chromium, before the real `calque serve`."""
