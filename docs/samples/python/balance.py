import os

import requests

answer = requests.get(
    "http://127.0.0.1:8080/v1/balance",
    headers={"Authorization": f"Bearer {os.environ['AFTERGLOW_KEY']}"},
    timeout=60,
)
answer.raise_for_status()
print(answer.json()["remain_balance"])
