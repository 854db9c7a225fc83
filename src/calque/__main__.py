"""`python -m calque`: the command line where the script is not installed."""

from calque.apps.cli import main

main(prog_name="calque")
