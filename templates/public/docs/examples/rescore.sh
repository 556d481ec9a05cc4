curl -X POST {{ base_url }}/api/portal/rescore_candidates \
  -H "x-api-key: {{ shown_key }}" \
  -H "Content-Type: application/json" \
  -d '{"job_id": "job_abc123",
       "required_skills": ["Python", "Django", "PostgreSQL"],
       "nice_to_have_skills": ["Redis", "Kubernetes"]}'
