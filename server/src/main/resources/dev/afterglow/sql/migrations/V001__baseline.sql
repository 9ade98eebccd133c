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
