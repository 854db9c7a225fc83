"""
What editors decide about findings, kept in a database, and what a desk may learn of it.
"""
