curl {{ base_url }}/api/portal/parse_cv_batch_parallel \
  -H "x-api-key: {{ shown_key }}" \
  -F "files[]=@resume.pdf" \
  -F "job_description=Senior Python engineer with Django experience"
