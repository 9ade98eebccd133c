import os

import requests

answer = requests.post(
    "http://127.0.0.1:8080/v1/videos/generations",
    headers={"Authorization": f"Bearer {os.environ['AFTERGLOW_KEY']}"},
    json={
        "model": "sora-2",
        "prompt": "瀑布倾泻而下形成彩虹",
        "duration": 8,
        "resolution": "720p",
        "aspect_ratio": "16:9",
    },
    timeout=60,
)
answer.raise_for_status()
print(answer.json()["data"][0]["task_id"])
