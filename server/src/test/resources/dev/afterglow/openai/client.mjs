import assert from "node:assert";
import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const client = new OpenAI(); // base URL and key from the environment

let video = await client.videos.create({ model: "sora-2", prompt: "a lighthouse in a storm" });
assert.equal(video.status, "queued");
assert.equal(video.size, "720x1280");
const pictured = await client.videos.create({
  model: "sora-2-pro",
  prompt: "waves",
  size: "1280x720",
  seconds: "4",
  input_reference: fs.createReadStream("first.png"),
});
while (video.status === "queued" || video.status === "in_progress") {
  assert.equal(video.error, null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  video = await client.videos.retrieve(video.id);
}
assert.equal(video.status, "completed");

const seen = [];
for await (const one of client.videos.list({ limit: 1 })) seen.push(one.id);
assert.ok(seen.includes(video.id) && seen.includes(pictured.id), seen.join());
assert.equal(new Set(seen).size, seen.length);

for (const [variant, file] of [["video", "film.mp4"], ["thumbnail", "thumbnail.webp"], ["spritesheet", "sheet.jpg"]]) {
  const content = await client.videos.downloadContent(video.id, { variant });
  fs.writeFileSync(file, Buffer.from(await content.arrayBuffer()));
}
const remix = await client.videos.remix(video.id, { prompt: "at night" });
assert.equal(remix.remixed_from_video_id, video.id);
const edit = await client.videos.edit({ prompt: "at dawn", video: { id: video.id } });
assert.equal(edit.remixed_from_video_id, video.id);
const longer = await client.videos.extend({ prompt: "on", seconds: "4", video: { id: video.id } });
assert.equal(longer.seconds, "8");
assert.equal((await client.videos.delete(video.id)).deleted, true);
for (const one of [edit, remix, longer, pictured]) {
  // A video that is being made may be refused: its engine has been asked to stop.
  await client.videos.delete(one.id).catch((refused) => assert.equal(refused.code, "video_in_progress"));
}
await assert.rejects(client.videos.retrieve(video.id), OpenAI.NotFoundError);
assert.equal((await client.models.retrieve("sora-2")).id, "sora-2");

const line = { custom_id: "a", method: "POST", url: "/v1/videos", body: { prompt: "rain" } };
const file = await client.files.create({
  purpose: "batch",
  file: await toFile(Buffer.from(JSON.stringify(line) + "\n"), "batch.jsonl"),
});
assert.equal(file.purpose, "batch");
let batch = await client.batches.create({
  input_file_id: file.id,
  endpoint: "/v1/videos",
  completion_window: "24h",
});
batch = await client.batches.cancel(batch.id);
const listed = [];
for await (const one of client.batches.list({ limit: 1 })) listed.push(one.id);
assert.ok(listed.includes(batch.id));
while (batch.status === "cancelling") {
  await new Promise((resolve) => setTimeout(resolve, 300));
  batch = await client.batches.retrieve(batch.id);
}
assert.equal(batch.status, "cancelled");
const kept = [];
for await (const one of client.files.list({ purpose: "batch" })) kept.push(one.id);
assert.ok(kept.includes(file.id));
assert.equal(JSON.parse(await (await client.files.content(file.id)).text()).custom_id, "a");
assert.equal((await client.files.delete(file.id)).deleted, true);
console.log("done");
