curl -X POST {{ base_url }}/api/v1/extract \
  -H "Authorization: Bearer {{ shown_key }}" \
  -F "file=@resume.pdf"
