const base = "{{ base_url }}/api/portal";
const headers = { "x-api-key": "{{ shown_key }}" };

async function waitFor(jobId) {
  for (;;) {
    const job = await (await fetch(`${base}/job_status/${jobId}`, { headers })).json();
    if (["completed", "failed"].includes(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const job = await waitFor("job_abc123");
const { results } = await (await fetch(`${base}/job_results/${job.job_id}`, { headers })).json();
for (const item of results) console.log(item.filename, item.success ? item.candidate.name : item.error);
