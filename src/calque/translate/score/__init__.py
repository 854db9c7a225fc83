"""
How good a translation is, as far as can be counted: against a reference, a source, another version.

`text.py` says what is scored, `retained.py` what of a source or reference is kept, `metrics.py` has
sacrebleu's figures, `scored.py` puts them together and `change.py` sets two versions side by side.
"""
