-- Tasks. Times are epoch milliseconds, money is micro-dollars, ids are made by the program.
-- The owner leads the primary key: an owner's list is a range of it, and no query can reach a
-- stranger's task. The prompt comes last, so that a poll seldom reads the pages it overflows to.
create table task (
  owner_id          text    not null,
  id                text    not null,
  revision          integer not null,
  key_id            text    not null,
  engine            text    not null,
  state             text    not null,
  model             text    not null,
  resolution        text    not null,
  orientation       text    not null,
  seconds           integer not null,
  seed              bigint  not null,
  picture_format    text,
  picture_width     integer,
  picture_height    integer,
  ticket            text,
  failure           text,
  film_bytes        bigint,
  progress          integer not null,
  cancel_requested  integer not null,
  estimated_seconds integer not null,
  price_micros      bigint  not null check (price_micros > 0),
  charged_micros    bigint  not null check (charged_micros between 0 and price_micros),
  created_ms        bigint  not null,
  sent_ms           bigint,
  ended_ms          bigint,
  expires_ms        bigint,
  prompt            text    not null,
  primary key (owner_id, id)
);

-- All unfinished work and nothing else: claims, recovery and counts stay as fast as the work at
-- hand is small, whatever history there is.
create index task_open on task (state, engine, owner_id, key_id, id) where ended_ms is null;

-- Films that will have to be deleted.
create index task_film on task (expires_ms) where state = 'completed';

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
