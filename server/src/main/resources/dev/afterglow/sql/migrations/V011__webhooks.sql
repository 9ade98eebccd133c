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
