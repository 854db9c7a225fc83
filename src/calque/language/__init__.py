"""Words, sentences, scripts, quotations: what a text looks like before anything is known of it."""
