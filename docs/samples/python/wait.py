import os
import sys

import requests

headers = {"Authorization": f"Bearer {os.environ['AFTERGLOW_KEY']}"}
task = {"status": "pending"}
while task["status"] in ("pending", "processing"):
    answer = requests.get(
        f"http://127.0.0.1:8080/v1/tasks/{sys.argv[1]}",
        params={"wait": 30},
        headers=headers,
        timeout=60,
    )
    answer.raise_for_status()
    task = answer.json()["data"]
    print(task["status"], task["progress"])

if task["status"] != "completed":
    sys.exit(task.get("error", {}).get("message", task["status"]))
film = requests.get(task["result"]["videos"][0]["url"][0], timeout=600)
film.raise_for_status()
with open("film.mp4", "wb") as file:
    file.write(film.content)
