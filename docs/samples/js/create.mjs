const answer = await fetch("http://127.0.0.1:8080/v1/videos/generations", {
  method: "POST",
  headers: {
    Authorization: `Bearer ${process.env.AFTERGLOW_KEY}`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    model: "sora-2",
    prompt: "瀑布倾泻而下形成彩虹",
    duration: 8,
    resolution: "720p",
    aspect_ratio: "16:9",
  }),
});
const body = await answer.json();
if (!answer.ok) throw new Error(body.error.message);
console.log(body.data[0].task_id);
