"""The engine as a table of contents: bytes → document → lines → sections → fields → findings."""
