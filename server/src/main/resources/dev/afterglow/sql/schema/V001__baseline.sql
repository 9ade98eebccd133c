-- The schema of a new data directory.
-- Owners and their keys. Times are epoch milliseconds; ids are made by the program and ascend with
-- time. A key's secret is nowhere in here, only its SHA-256.
create table owner (
  id         text    not null primary key,
  name       text    not null unique,
  email      text,
  disabled   integer not null default 0 check (disabled in (0, 1)),
  language   text    not null,
  created_ms bigint  not null
) ${clustered};

create table api_key (
  id                  text    not null primary key,
  owner_id            text    not null references owner (id),
  secret_hash         text    not null unique,
  prefix              text    not null,
  last_four           text    not null,
  name                text    not null,
  models              text    not null,
  read_only           integer not null check (read_only in (0, 1)),
  networks            text    not null,
  requests_per_minute integer check (requests_per_minute > 0),
  running_tasks       integer check (running_tasks > 0),
  created_ms          bigint  not null,
  expires_ms          bigint,
  revoked_ms          bigint
) ${clustered};
create index api_key_owner on api_key (owner_id);

-- Money in integer micro-dollars. Every key that grows ascends with time, and the one other index is
-- not touched by a submit: an owner's statement is read from entry_owner.
create table entry (
  reference     text   not null,
  kind          text   not null check (kind in ('credit', 'debit', 'charge')),
  owner_id      text   not null,
  key_id        text,
  amount_micros bigint not null check (
    case when kind = 'credit' then amount_micros > 0 else amount_micros < 0 end),
  reason        text   not null,
  created_ms    bigint not null,
  primary key (kind, reference)
) ${clustered};
create index entry_owner on entry (owner_id, created_ms);

-- What decides: changed in the same transactions as entries and holds, and never below zero.
create table balance (
  owner_id       text   not null primary key,
  balance_micros bigint not null check (balance_micros >= held_micros),
  held_micros    bigint not null check (held_micros >= 0),
  used_micros    bigint not null check (used_micros >= 0)
) ${clustered};

-- Open holds only. One that ended has left the table, in the transaction that ended it.
create table hold (
  reference     text   not null primary key,
  owner_id      text   not null,
  key_id        text   not null,
  amount_micros bigint not null check (amount_micros > 0),
  created_ms    bigint not null
) ${clustered};

-- What a key may spend and what counts against it. The day is that of its last hold, in days since
-- the epoch (UTC); day_micros is what was held on that day and not given back.
create table key_spend (
  key_id           text   not null primary key,
  daily_cap_micros bigint check (daily_cap_micros > 0),
  total_cap_micros bigint check (total_cap_micros > 0),
  held_micros      bigint not null check (held_micros >= 0),
  used_micros      bigint not null check (used_micros >= 0),
  day              bigint not null,
  day_micros       bigint not null check (day_micros >= 0)
) ${clustered};

create table price (
  model             text   not null,
  resolution        text   not null,
  micros_per_second bigint not null check (micros_per_second > 0),
  primary key (model, resolution)
) ${clustered};
insert into price (model, resolution, micros_per_second) values
  ('sora-2', '720p', 100000),
  ('sora-2-pro', '720p', 300000),
  ('sora-2-pro', '1024p', 500000),
  ('sora-2-pro', '1080p', 700000);

-- Codes are worth one credit to whoever is first; only their SHA-256 is kept.
create table redeem_code (
  id            text   not null primary key,
  code_hash     text   not null unique,
  last_four     text   not null,
  amount_micros bigint not null check (amount_micros > 0),
  created_ms    bigint not null,
  expires_ms    bigint,
  redeemed_ms   bigint,
  redeemed_by   text
) ${clustered};

-- Tasks: what was asked for and paid for. Times are epoch milliseconds, money is micro-dollars, ids
-- are made by the program. The owner leads the primary key: an owner's list is a range of it, and no
-- query can reach a stranger's task. The prompt comes last: only a submission reads the pages it
-- overflows to. "cell" is model, resolution, orientation, seconds and picture in one text, which is
-- what decides who can make a film. "attempt" is the number of the latest attempt that is remembered.
create table task (
  owner_id          text    not null,
  id                text    not null,
  revision          integer not null,
  key_id            text    not null,
  state             text    not null,
  attempt           integer not null,
  cell              text    not null,
  model             text    not null,
  resolution        text    not null,
  orientation       text    not null,
  seconds           integer not null,
  seed              bigint  not null,
  picture_format    text,
  picture_width     integer,
  picture_height    integer,
  failure           text,
  film_bytes        bigint,
  progress          integer not null,
  cancel_requested  integer not null,
  estimated_seconds integer not null,
  price_micros      bigint  not null check (price_micros > 0),
  charged_micros    bigint  not null check (charged_micros between 0 and price_micros),
  created_ms        bigint  not null,
  ended_ms          bigint,
  expires_ms        bigint,
  prompt            text    not null,
  primary key (owner_id, id)
);

-- All unfinished work and nothing else: claims, recovery and counts stay as fast as the work at
-- hand is small, whatever history there is.
create index task_open on task (state, cell, owner_id, key_id, id) where ended_ms is null;

-- What one engine was asked for once. "plan" is the size and the segments that were decided on,
-- "segment" the one that this attempt makes, "ticket" the engine's handle, "result" its handle of the
-- finished film, "cost_micros" what it cost the operator where the engine says. "node" has it in hand
-- until "lease_ms" (no lease: for as long as the node lives); "fence" grows with every change of hands.
create table attempt (
  owner_id    text    not null,
  task_id     text    not null,
  seq         integer not null,
  segment     integer not null,
  engine      text    not null,
  plan        text    not null,
  state       text    not null,
  ticket      text,
  result      text,
  sent_ms     bigint  not null,
  ended_ms    bigint,
  cost_micros bigint,
  node        text    not null,
  lease_ms    bigint,
  fence       bigint  not null,
  primary key (owner_id, task_id, seq)
) ${clustered};

-- What an engine said of an attempt that failed, for the operator alone.
create table attempt_word (
  owner_id text    not null,
  task_id  text    not null,
  seq      integer not null,
  said     text    not null,
  primary key (owner_id, task_id, seq)
) ${clustered};

-- Films that will have to be deleted.
create index task_film on task (expires_ms, id) where state = 'completed';

-- Which film a film was made from: a remix or an edit. Apart from "task", whose last column overflows.
create table task_origin (
  owner_id  text not null,
  task_id   text not null,
  source_id text not null,
  primary key (owner_id, task_id)
) ${clustered};

-- Tasks that their owner has deleted: kept for the books and the operator, not shown to the owner.
create table deleted_task (
  owner_id   text   not null,
  task_id    text   not null,
  deleted_ms bigint not null,
  primary key (owner_id, task_id)
) ${clustered};

-- How many tasks of an owner wait. Changed in the transactions that change tasks.
create table waiting (
  owner_id text   not null primary key,
  tasks    bigint not null check (tasks >= 0)
);

-- Which task a client's Idempotency-Key stands for. Forgotten after 24 hours.
create table idempotency (
  owner_id        text   not null,
  idempotency_key text   not null,
  body_hash       text   not null,
  task_id         text   not null,
  created_ms      bigint not null,
  primary key (owner_id, idempotency_key)
);
create index idempotency_age on idempotency (created_ms);

-- How long an engine took for its last films of one kind: milliseconds, comma between, oldest first.
create table pace (
  engine     text    not null,
  resolution text    not null,
  seconds    integer not null,
  samples_ms text    not null,
  primary key (engine, resolution, seconds)
);

-- Files that clients upload for batches, and those that batches leave. Their bytes lie in the folder
-- "files" of the data directory. Times are epoch milliseconds.
create table stored_file (
  owner_id   text   not null,
  id         text   not null,
  purpose    text   not null check (purpose in ('batch', 'batch_output')),
  name       text   not null,
  bytes      bigint not null check (bytes > 0),
  created_ms bigint not null,
  expires_ms bigint not null,
  primary key (owner_id, id)
) ${clustered};
create index stored_file_expiry on stored_file (expires_ms);

-- Batches: many requests in one file. "metadata" and "errors" are JSON, as they are shown; "total",
-- "completed" and "failed" count lines. What has not begun at "expires_ms" does not begin any more.
create table batch (
  owner_id        text    not null,
  id              text    not null,
  key_id          text    not null,
  input_file_id   text    not null,
  idempotency_key text,
  status          text    not null,
  language        text    not null,
  metadata        text,
  output_life_ms  bigint  not null,
  total           integer not null check (total >= 0),
  completed       integer not null check (completed >= 0),
  failed          integer not null check (failed >= 0 and completed + failed <= total),
  errors          text,
  output_file_id  text,
  error_file_id   text,
  created_ms      bigint  not null,
  expires_ms      bigint  not null,
  in_progress_ms  bigint,
  finalizing_ms   bigint,
  cancelling_ms   bigint,
  ended_ms        bigint,
  primary key (owner_id, id)
) ${clustered};
create index batch_open on batch (owner_id, id) where ended_ms is null;
create index batch_ended on batch (ended_ms) where ended_ms is not null;
create unique index batch_once on batch (owner_id, idempotency_key) where idempotency_key is not null;

-- The lines of open batches, and where each begins in its file; they leave with the batch's end.
-- "refusal" is the body of the answer to a line that got no task, as JSON.
create table batch_line (
  owner_id       text    not null,
  batch_id       text    not null,
  line           integer not null,
  custom_id      text    not null,
  position       bigint  not null,
  bytes          integer not null,
  state          text    not null,
  task_id        text,
  refusal_status integer,
  refusal        text,
  primary key (owner_id, batch_id, line)
) ${clustered};
create index batch_line_open on batch_line (owner_id, batch_id, state, line)
  where state in ('waiting', 'made');

-- Films that go on from another one: of which task, and how many seconds of the finished film are its.
create table task_beginning (
  owner_id  text    not null,
  task_id   text    not null,
  source_id text    not null,
  seconds   integer not null check (seconds > 0),
  primary key (owner_id, task_id)
) ${clustered};

-- How people sign in to the console. Of tokens only the SHA-256 is kept; times are epoch milliseconds.
-- An owner without a row signs in by a link alone.
create table console_login (
  owner_id      text not null primary key references owner (id),
  role          text not null check (role in ('operator', 'member')),
  email         text unique,
  password_hash text,
  check ((email is null) = (password_hash is null))
) ${clustered};

create table console_session (
  token_hash text   not null primary key,
  owner_id   text   not null references owner (id),
  created_ms bigint not null,
  seen_ms    bigint not null,
  expires_ms bigint not null
) ${clustered};
create index console_session_owner on console_session (owner_id);

-- Which person of an OpenID provider signs in as which owner: one of each provider.
create table console_identity (
  issuer   text not null,
  subject  text not null,
  owner_id text not null references owner (id),
  primary key (issuer, subject),
  unique (issuer, owner_id)
) ${clustered};

-- Links that sign in once.
create table console_link (
  token_hash text   not null primary key,
  owner_id   text   not null references owner (id),
  expires_ms bigint not null
) ${clustered};

-- The key in whose name an owner asks for films in the console. Its secret was thrown away.
create table console_key (
  owner_id text not null primary key references owner (id),
  key_id   text not null references api_key (id)
) ${clustered};

-- When and from where a key was last used; written now and then, not with every request.
create table key_use (
  key_id  text   not null primary key,
  used_ms bigint not null,
  client  text   not null
) ${clustered};

-- Every administrative act, by whoever it was. Ids ascend with time.
create table audit (
  id      text   not null primary key,
  at_ms   bigint not null,
  actor   text   not null,
  act     text   not null,
  details text   not null
) ${clustered};

-- Where the owner of one task wants to be told of its end, from the request that made the task.
create table task_callback (
  owner_id text not null,
  task_id  text not null,
  url      text not null,
  language text not null,
  base_url text not null,
  primary key (owner_id, task_id)
) ${clustered};

-- Where an owner wants to be told of all ends. A secret is nowhere in here: it follows from the key
-- file, the endpoint's id and its version; the one before is good until previous_until_ms.
create table webhook_endpoint (
  owner_id          text    not null,
  id                text    not null,
  name              text    not null,
  url               text    not null,
  events            text    not null,
  secret_version    integer not null check (secret_version > 0),
  previous_until_ms bigint,
  created_ms        bigint  not null,
  updated_ms        bigint  not null,
  failing_since_ms  bigint,
  disabled_ms       bigint,
  disabled_reason   text check (disabled_reason in ('owner', 'gone', 'failing')),
  primary key (owner_id, id),
  check ((disabled_ms is null) = (disabled_reason is null))
) ${clustered};

-- The outbox: one row for each end and each place that has to hear of it, written in the transaction
-- of that end. "target" is an endpoint's id, or the origin of a callback's address; what is at work
-- on one target holds up no other.
create table webhook_delivery (
  owner_id   text    not null,
  id         text    not null,
  message_id text    not null,
  type       text    not null,
  task_id    text    not null,
  target     text    not null,
  url        text,
  language   text,
  base_url   text,
  state      text    not null check (state in ('pending', 'delivered', 'failed', 'dropped')),
  created_ms bigint  not null,
  since_ms   bigint  not null,
  attempts   integer not null,
  next_ms    bigint,
  last_ms    bigint,
  status     integer,
  fault      text,
  ended_ms   bigint,
  primary key (owner_id, id),
  check ((state = 'pending') = (ended_ms is null)),
  check ((state = 'pending') = (next_ms is not null))
) ${clustered};
create index webhook_delivery_target on webhook_delivery (owner_id, target, next_ms)
  where ended_ms is null;
create index webhook_delivery_next on webhook_delivery (next_ms) where ended_ms is null;
create index webhook_delivery_ended on webhook_delivery (ended_ms) where ended_ms is not null;
