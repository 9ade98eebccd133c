import { writeFile } from "node:fs/promises";

const headers = { Authorization: `Bearer ${process.env.AFTERGLOW_KEY}` };
let task;
do {
  const answer = await fetch(`http://127.0.0.1:8080/v1/tasks/${process.argv[2]}?wait=30`, { headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error.message);
  task = body.data;
  console.log(task.status, task.progress);
} while (task.status === "pending" || task.status === "processing");

if (task.status !== "completed") throw new Error(task.error?.message ?? task.status);
const film = await fetch(task.result.videos[0].url[0]);
if (!film.ok) throw new Error(`no film: ${film.status}`);
await writeFile("film.mp4", Buffer.from(await film.arrayBuffer()));
