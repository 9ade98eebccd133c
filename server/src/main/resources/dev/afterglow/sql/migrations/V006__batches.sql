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
