"""RES: what a web page left in the article."""
