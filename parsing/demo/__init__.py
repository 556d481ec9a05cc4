"""Sample resumes of invented people, for the demo workspace."""
