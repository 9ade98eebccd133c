import json
import os

import openai

client = openai.OpenAI()  # base URL and key from the environment

made = client.webhooks.create(name="films", url=os.environ["HOOK_URL"], event_types=["video.completed", "video.failed"])
assert made.signing_secret.startswith("whsec_"), made
assert client.webhooks.retrieve(made.id).signing_secret_hint == made.signing_secret_hint
assert made.id in [one.id for one in client.webhooks.list(limit=1)]
assert client.webhooks.event_types.list().data == ["video.completed", "video.failed"]


def told(endpoint, secret):
    result = client.webhooks.test(endpoint, event_type="video.completed")
    assert (result.status_code, result.success) == (200, True), result
    with open("told.json", encoding="utf-8") as file:
        message = json.load(file)
    return client.webhooks.unwrap(message["body"], message["headers"], secret=secret)


event = told(made.id, made.signing_secret)
assert event.type == "video.completed" and event.object == "event", event
assert event.data.id.startswith("video_"), event
try:
    told(made.id, "whsec_c2VjcmV0")
    raise SystemExit("verified by another secret")
except openai.InvalidWebhookSignatureError:
    pass

rotated = client.webhooks.rotate_secret(made.id, keep_old_secret_active_for_24_hours=True)
assert told(made.id, made.signing_secret).id and told(made.id, rotated.signing_secret).id
last = client.webhooks.rotate_secret(made.id)
assert told(made.id, last.signing_secret).id
try:
    told(made.id, rotated.signing_secret)
    raise SystemExit("verified by a secret that is no more")
except openai.InvalidWebhookSignatureError:
    pass

assert client.webhooks.update(made.id, event_types=["video.failed"]).event_types == ["video.failed"]
assert client.webhooks.delete(made.id).deleted
print("done")
