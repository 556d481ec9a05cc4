import { Webhook } from "standardwebhooks"; // npm install standardwebhooks

export function readEvent(payload, headers, secret) {
  return new Webhook(secret).verify(payload, headers); // throws for a forged, changed or old delivery
}

// const secret = "{{ shown_secret }}";
// const event = readEvent(rawBody, request.headers, secret);
