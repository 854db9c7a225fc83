"""UNT: what was not translated, or came out as the wrong characters."""
