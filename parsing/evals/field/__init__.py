"""Resumes as strangers write them: other people, wordings and layouts than the generator has; see README.md."""
