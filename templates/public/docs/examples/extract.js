import { readFile } from "node:fs/promises";

const form = new FormData();
form.append("file", new Blob([await readFile("resume.pdf")]), "resume.pdf");

const response = await fetch("{{ base_url }}/api/v1/extract", {
  method: "POST",
  headers: { Authorization: "Bearer {{ shown_key }}" },
  body: form,
});
const { data } = await response.json();
console.log(data.full_name, data.detected_language, data.confidence_score);
