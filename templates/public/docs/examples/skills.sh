curl -X POST {{ base_url }}/api/portal/extract_skills \
  -H "x-api-key: {{ shown_key }}" \
  -H "Content-Type: application/json" \
  -d '{"description": "We are hiring a Senior Backend Engineer with Python, Django, PostgreSQL. Redis is a plus.",
       "title": "Senior Backend Engineer"}'
