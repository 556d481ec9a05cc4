curl -X POST {{ base_url }}/api/portal/webhooks \
  -H "x-api-key: {{ shown_key }}" \
  -H "Content-Type: application/json" \
  -d '{"target_url": "https://your-app.example/webhooks/cvault",
       "event_types": ["parse.completed", "parse.failed"]}'
