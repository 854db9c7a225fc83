"""What an editor may teach calque without Python: concepts, phrases, quantities, residue."""
