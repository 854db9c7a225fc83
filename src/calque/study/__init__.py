"""
A corpus as a whole: many texts checked, counted and drawn.

`table` reads what texts come in, `checking` looks at each, `corpus` holds what was found, `rates`
counts with intervals, `charts` and `network` draw, `page` and `worst` are what a notebook shows.
"""
