const answer = await fetch("http://127.0.0.1:8080/v1/balance", {
  headers: { Authorization: `Bearer ${process.env.AFTERGLOW_KEY}` },
});
const body = await answer.json();
if (!answer.ok) throw new Error(body.error.message);
console.log(body.remain_balance);
