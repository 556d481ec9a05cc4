require "openssl"

def genuine?(payload, signature_header, secret)
  expected = "sha256=" + OpenSSL::HMAC.hexdigest("SHA256", secret, payload)
  OpenSSL.secure_compare(expected, signature_header)
end

# secret = "{{ shown_secret }}"
# genuine?(request.body.read, request.get_header("HTTP_CVAULT_SIGNATURE").to_s, secret)
