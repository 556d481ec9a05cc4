import requests

with open("resume.pdf", "rb") as file:
    response = requests.post(
        "{{ base_url }}/api/v1/extract",
        headers={"Authorization": "Bearer {{ shown_key }}"},
        files={"file": file},
    )
data = response.json()["data"]
print(data["full_name"], data["detected_language"], data["confidence_score"])
