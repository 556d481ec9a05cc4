import requests

API_KEY = "{{ shown_key }}"
BASE_URL = "{{ base_url }}/api/portal"

with open("resume.pdf", "rb") as file:
    response = requests.post(
        f"{BASE_URL}/parse_cv_batch_parallel",
        headers={"x-api-key": API_KEY},
        files={"files[]": ("resume.pdf", file, "application/pdf")},
        data={"job_description": "Senior Python engineer with Django experience"},
    )

candidate = response.json()["results"][0]["candidate"]
print(candidate["name"], candidate["fit_score"], candidate["skills"][:5])
