curl {{ base_url }}/api/portal/job_status/job_abc123 \
  -H "x-api-key: {{ shown_key }}"

curl "{{ base_url }}/api/portal/job_results/job_abc123?offset=0&limit=100" \
  -H "x-api-key: {{ shown_key }}"
