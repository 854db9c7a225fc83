"""
Retranslation: models, engines, the glossary held to, and the gate that a new rendering passes.

`open_translator` (`translator.py`) is the way in; engines (`engine.py`) know nothing of text.
"""
