from standardwebhooks import Webhook  # pip install standardwebhooks

def read_event(payload: bytes, headers: dict[str, str], secret: str) -> dict:
    return Webhook(secret).verify(payload, headers)  # raises for a forged, changed or old delivery

# secret = "{{ shown_secret }}"
# event = read_event(request.body, dict(request.headers), secret)
