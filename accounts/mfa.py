"""Our side of django-allauth's second factors: its secrets are encrypted at rest, and say whose they are."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from cvault.encryption import decrypt, encrypt


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "CVault" if settings.PRODUCTION else "CVault (development)"
