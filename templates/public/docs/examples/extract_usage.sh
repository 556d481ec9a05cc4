curl {{ base_url }}/api/v1/usage -H "Authorization: Bearer {{ shown_key }}"
curl {{ base_url }}/api/v1/job/job_abc123 -H "Authorization: Bearer {{ shown_key }}"
curl {{ base_url }}/api/v1/health
