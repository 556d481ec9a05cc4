import time
import requests

BASE_URL = "{{ base_url }}/api/portal"
HEADERS = {"x-api-key": "{{ shown_key }}"}

def wait_for(job_id):
    while True:
        job = requests.get(f"{BASE_URL}/job_status/{job_id}", headers=HEADERS).json()
        if job["status"] in ("completed", "failed"):
            return job
        time.sleep(1)

job = wait_for("job_abc123")
results = requests.get(f"{BASE_URL}/job_results/{job['job_id']}", headers=HEADERS).json()["results"]
for item in results:
    print(item["filename"], item["candidate"]["name"] if item["success"] else item["error"])
