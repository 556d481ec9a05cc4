"""Makes people, wordings and layouts in all languages, with their truths.

The words in `words/` are written for this generator alone. They never come from the engine's language packs, and the
packs never take from them: an accuracy measured on one's own vocabulary is worth nothing.
"""
