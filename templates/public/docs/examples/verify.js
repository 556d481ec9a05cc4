import { createHmac, timingSafeEqual } from "node:crypto";

export function isGenuine(payload, signatureHeader, secret) {
  const expected = Buffer.from("sha256=" + createHmac("sha256", secret).update(payload).digest("hex"));
  const given = Buffer.from(signatureHeader);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

// const secret = "{{ shown_secret }}";
// isGenuine(rawBody, request.headers["cvault-signature"] ?? "", secret)
