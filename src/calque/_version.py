"""The version, in the one place that the package, its build and its signature read it from."""

__version__ = "0.1.0"
