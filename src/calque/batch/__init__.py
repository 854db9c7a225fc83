"""
Whole corpora: normalised in chunks, by several workers, and resumed where a run was cut off.

`sources` cuts what there is into chunks, `Rows` turns a chunk into what comes of it and touches no
file, an engine (`local`, `ray`) brings the two together, and `Work` keeps each result until all of
them are joined. What comes out depends on the input and the settings alone.
"""
