import hashlib
import hmac

def is_genuine(payload: bytes, signature_header: str, secret: str) -> bool:
    expected = hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={expected}".encode(), signature_header.encode())

# secret = "{{ shown_secret }}"
# is_genuine(request.body, request.headers.get("CVault-Signature", ""), secret)
