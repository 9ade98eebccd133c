import assert from "node:assert";
import fs from "node:fs";
import { createXai } from "@ai-sdk/xai";
import { experimental_generateVideo as generateVideo } from "ai";

const baseURL = process.env.OPENAI_BASE_URL;
const apiKey = process.env.OPENAI_API_KEY;

// The SDK has no video model of OpenAI's. One over /v1/videos is this much.
const sora = {
  specificationVersion: "v3",
  provider: "afterglow",
  modelId: "sora-2",
  maxVideosPerCall: 1,
  async doGenerate({ prompt, resolution, duration, seed, abortSignal }) {
    const call = async (path, init = {}) => {
      const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
      const answer = await fetch(baseURL + path, { headers, signal: abortSignal, ...init });
      if (!answer.ok) throw new Error(await answer.text());
      return answer;
    };
    const body = { model: "sora-2", prompt, size: resolution, seconds: duration, seed };
    let answer = await call("/videos", { method: "POST", body: JSON.stringify(body) });
    let video = await answer.json();
    while (video.status === "queued" || video.status === "in_progress") {
      const pause = Number(answer.headers.get("openai-poll-after-ms") ?? 1000);
      await new Promise((resolve) => setTimeout(resolve, pause));
      answer = await call(`/videos/${video.id}`);
      video = await answer.json();
    }
    if (video.status !== "completed") throw new Error(video.error.message);
    const content = await (await call(`/videos/${video.id}/content`)).arrayBuffer();
    return {
      videos: [{ type: "binary", data: new Uint8Array(content), mediaType: "video/mp4" }],
      warnings: [],
      response: { timestamp: new Date(), modelId: "sora-2", headers: {} },
    };
  },
};

const { video } = await generateVideo({
  model: sora,
  prompt: "a lighthouse in a storm",
  resolution: "720x1280",
  duration: 4,
});
assert.equal(video.mediaType, "video/mp4");
fs.writeFileSync("film.mp4", video.uint8Array);

// Its xAI model asks in another shape on the contract's path, and hears which models there are.
const grok = createXai({ baseURL, apiKey }).video("grok-imagine-video");
await assert.rejects(generateVideo({ model: grok, prompt: "x", maxRetries: 0 }), /sora-2/);
console.log("done");
