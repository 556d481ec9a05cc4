"""A tenth of the work of a password's hash: six thousand of them end within the hour, and one too many still shows."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickerHasher(PBKDF2PasswordHasher):
    iterations = PBKDF2PasswordHasher.iterations // 10
