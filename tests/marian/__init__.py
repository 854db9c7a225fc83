"""
A small real Marian model, Finnish to English, trained on sentences made here.
"""
