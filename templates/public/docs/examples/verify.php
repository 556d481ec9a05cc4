<?php
function is_genuine(string $payload, string $signatureHeader, string $secret): bool
{
    $expected = 'sha256=' . hash_hmac('sha256', $payload, $secret);
    return hash_equals($expected, $signatureHeader);
}

// $secret = "{{ shown_secret }}";
// is_genuine(file_get_contents('php://input'), $_SERVER['HTTP_CVAULT_SIGNATURE'] ?? '', $secret)
