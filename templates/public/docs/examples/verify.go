package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

func IsGenuine(payload []byte, signatureHeader, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(payload)
	expected := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signatureHeader))
}

// secret := "{{ shown_secret }}"
// IsGenuine(body, request.Header.Get("CVault-Signature"), secret)
