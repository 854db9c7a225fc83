"""
What editors decide about findings, kept in a database, and what a desk may learn of it.

`store` keeps, `learn` proposes, `export` hands out. Nothing is learned without an editor's yes.
"""
