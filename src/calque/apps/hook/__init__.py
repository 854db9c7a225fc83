"""Texts looked at before they leave the desk: what is staged in git, what is saved in a folder."""
