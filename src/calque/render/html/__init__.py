"""
What a notebook shows: a text with its findings, before and after, two names.

Every page is one element with its style inside, so that it lives in a saved notebook, on a page
that runs no script, and in light or dark; without the style the elements still say what they are.
"""
