curl -X POST {{ base_url }}/api/portal/generate_interview_questions \
  -H "x-api-key: {{ shown_key }}" \
  -H "Content-Type: application/json" \
  -d '{"candidate_id": "cand_xyz",
       "job_context": "Senior backend role at a fintech start-up, Python-heavy stack"}'
