"""What writes the parts of calque that are generated."""
