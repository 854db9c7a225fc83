"""ACR: acronyms and the names of bodies."""
