import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';

const client = new OpenAI(); // base URL and key from the environment

const made = await client.webhooks.create({
  name: 'films',
  url: process.env.HOOK_URL,
  event_types: ['video.completed', 'video.failed'],
});
assert.match(made.signing_secret, /^whsec_/);
assert.equal((await client.webhooks.retrieve(made.id)).signing_secret_hint, made.signing_secret_hint);
const listed = [];
for await (const one of client.webhooks.list({ limit: 1 })) listed.push(one.id);
assert(listed.includes(made.id));

async function told(endpoint, secret) {
  const result = await client.webhooks.test(endpoint, { event_type: 'video.completed' });
  assert.equal(result.status_code, 200);
  const message = JSON.parse(readFileSync('told.json', 'utf8'));
  return client.webhooks.unwrap(message.body, message.headers, secret);
}

const event = await told(made.id, made.signing_secret);
assert.equal(event.type, 'video.completed');
assert.match(event.data.id, /^video_/);
await assert.rejects(told(made.id, 'whsec_c2VjcmV0'), OpenAI.InvalidWebhookSignatureError);

const rotated = await client.webhooks.rotateSecret(made.id, { keep_old_secret_active_for_24_hours: true });
await told(made.id, made.signing_secret);
await told(made.id, rotated.signing_secret);
assert((await client.webhooks.delete(made.id)).deleted);
console.log('done');
