"""
The rules: one folder a family, one file a rule, named like the rule.

A rule is a module with a docstring, `RULE` and `check(scan, resources)`. `detect` finds it by
walking this package; nothing is registered. Offsets are in `scan.text`, the reader's text.
"""
