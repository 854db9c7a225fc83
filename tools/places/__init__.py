"""
What the world's places are called: `python -m tools.places [--check]`.

`sources.py` reads names, `entries.py` makes concepts of them, `__main__.py` writes the files in
`glossaries/concepts/`. What no source can know stands in the TOML files here, one for each file
written, and in `forms.toml`: what English calls a place, and when a spelling means something else.
`collect.py` gathers, seldom, what Babel has not.
"""
