"""Ways of use: each parses what it is given, calls calque and renders; nothing else."""
