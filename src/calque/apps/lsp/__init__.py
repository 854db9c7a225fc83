"""The language server: findings, fixes and reasons in an editor, while a text is written."""
