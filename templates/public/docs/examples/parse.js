import { readFile } from "node:fs/promises";

const form = new FormData();
form.append("files[]", new Blob([await readFile("resume.pdf")]), "resume.pdf");
form.append("job_description", "Senior Python engineer with Django experience");

const response = await fetch("{{ base_url }}/api/portal/parse_cv_batch_parallel", {
  method: "POST",
  headers: { "x-api-key": "{{ shown_key }}" },
  body: form,
});
const { results } = await response.json();
console.log(results[0].candidate.name, results[0].candidate.fit_score);
