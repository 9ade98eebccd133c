import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';

const client = new OpenAI(); // base URL and key from the environment

// Its own resource has no endpoints yet, as those of the other clients have.
const made = await client.post('/webhook_endpoints', {
  body: { name: 'films', url: process.env.HOOK_URL, event_types: ['video.completed', 'video.failed'] },
});
assert.match(made.signing_secret, /^whsec_/);
const known = await client.get(`/webhook_endpoints/${made.id}`);
assert.equal(known.signing_secret_hint, made.signing_secret_hint);

async function told(endpoint, secret) {
  const result = await client.post(`/webhook_endpoints/${endpoint}/test`, {
    body: { event_type: 'video.completed' },
  });
  assert.equal(result.status_code, 200);
  const message = JSON.parse(readFileSync('told.json', 'utf8'));
  return client.webhooks.unwrap(message.body, message.headers, secret);
}

const event = await told(made.id, made.signing_secret);
assert.equal(event.type, 'video.completed');
assert.match(event.data.id, /^video_/);
await assert.rejects(told(made.id, 'whsec_c2VjcmV0'), OpenAI.InvalidWebhookSignatureError);

const rotated = await client.post(`/webhook_endpoints/${made.id}/rotate_secret`, {
  body: { keep_old_secret_active_for_24_hours: true },
});
await told(made.id, made.signing_secret);
await told(made.id, rotated.signing_secret);
assert((await client.delete(`/webhook_endpoints/${made.id}`)).deleted);
console.log('done');
