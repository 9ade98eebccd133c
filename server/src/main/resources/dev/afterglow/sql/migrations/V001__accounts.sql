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
