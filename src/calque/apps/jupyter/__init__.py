"""
In a notebook: a widget to go through a text with.
"""
