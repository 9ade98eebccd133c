import json
import time

import openai

client = openai.OpenAI()  # base URL and key from the environment

pictured = client.videos.create(
    model="sora-2-pro", prompt="waves", size="1280x720", seconds="4", input_reference=open("first.png", "rb")
)
raw = client.videos.create(prompt="waves", size="1280x720", input_reference=open("first.png", "rb").read())


def delete_if_it_stops(one):
    try:
        assert client.videos.delete(one).deleted
    except openai.BadRequestError as refused:  # it is being made: its engine has been asked to stop
        assert refused.code == "video_in_progress", refused


delete_if_it_stops(pictured.id)
delete_if_it_stops(raw.id)

video = client.videos.create_and_poll(model="sora-2", prompt="a lighthouse in a storm", poll_interval_ms=300)
assert video.status == "completed", video
assert (video.size, video.seconds, video.error) == ("720x1280", "4", None), video

others = [client.videos.create(prompt="snow").id for _ in range(3)]
seen = [one.id for one in client.videos.list(limit=2)]
assert len(seen) == len(set(seen)) and set(others + [video.id]) <= set(seen), seen

for variant, file in (("video", "film.mp4"), ("thumbnail", "thumbnail.webp"), ("spritesheet", "sheet.jpg")):
    client.videos.download_content(video.id, variant=variant).write_to_file(file)

remix = client.videos.remix(video.id, prompt="at night")
assert remix.remixed_from_video_id == video.id, remix
try:
    client.videos.extend(prompt="on", seconds="4", video=open("film.mp4", "rb"))
    raise SystemExit("extended")
except openai.BadRequestError as refused:
    assert refused.param == "video", refused
# extend() of this client takes files alone, against its own types
order = {"prompt": "the storm ends", "seconds": "4", "video": {"id": video.id}}
longer = client.post("/videos/extensions", body=order, cast_to=openai.types.Video)
assert (longer.seconds, longer.size) == ("8", "720x1280"), longer
longer = client.videos.poll(longer.id, poll_interval_ms=500)
assert longer.status == "completed", longer
client.videos.download_content(longer.id).write_to_file("longer.mp4")
assert client.videos.delete(video.id).deleted
for one in [remix.id, *others]:
    delete_if_it_stops(one)
try:
    client.videos.retrieve(video.id)
    raise SystemExit("still there")
except openai.NotFoundError as gone:
    assert gone.type == "invalid_request_error", gone

lines = [
    {"custom_id": "good", "method": "POST", "url": "/v1/videos", "body": {"prompt": "rain", "size": "1280x720"}},
    {"custom_id": "wrong", "method": "POST", "url": "/v1/videos", "body": {"prompt": "rain", "seconds": "7"}},
]
content = "\n".join(json.dumps(line) for line in lines).encode()
uploaded = client.files.create(file=("night.jsonl", content), purpose="batch")
assert (uploaded.object, uploaded.bytes, uploaded.filename) == ("file", len(content), "night.jsonl"), uploaded
assert client.files.retrieve(uploaded.id) == uploaded
assert client.files.content(uploaded.id).read() == content
assert uploaded.id in [one.id for one in client.files.list(limit=1)]
batch = client.batches.create(
    input_file_id=uploaded.id, endpoint="/v1/videos", completion_window="24h", metadata={"job": "night"}
)
assert batch.id in [one.id for one in client.batches.list(limit=1)]
end = time.monotonic() + 240
while batch.status in ("validating", "in_progress", "finalizing"):
    assert time.monotonic() < end, batch
    time.sleep(0.5)
    batch = client.batches.retrieve(batch.id)
assert batch.status == "completed", batch
counts = batch.request_counts
assert (counts.total, counts.completed, counts.failed) == (2, 1, 1), batch
good = [json.loads(line) for line in client.files.content(batch.output_file_id).text.splitlines()]
assert [line["custom_id"] for line in good] == ["good"], good
made = good[0]["response"]["body"]["id"]
assert client.videos.retrieve(made).status == "completed"
wrong = [json.loads(line) for line in client.files.content(batch.error_file_id).text.splitlines()]
assert wrong[0]["response"]["body"]["error"]["param"] == "seconds", wrong
for file in (uploaded.id, batch.output_file_id, batch.error_file_id):
    assert client.files.delete(file).deleted
try:
    client.batches.cancel(batch.id)
    raise SystemExit("cancelled")
except openai.BadRequestError as late:
    assert late.code == "batch_not_cancellable", late
print("done")
