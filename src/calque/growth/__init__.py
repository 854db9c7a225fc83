"""What a corpus could teach the glossaries: mined from texts, proposed as entries for review."""
