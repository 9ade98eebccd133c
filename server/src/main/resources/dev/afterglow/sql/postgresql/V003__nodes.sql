-- What a fleet of nodes needs besides the tables that both databases have.

-- The one clock by which leases run: the clocks of nodes may differ. In epoch milliseconds.
create function node_clock() returns bigint language sql volatile as $$
  select (extract(epoch from clock_timestamp()) * 1000)::bigint
$$;

-- Processes on this database. One whose lease has run out is taken for dead, and what it had in hand
-- may be taken over; "name" is for people.
create table node (
  id         text   collate "C" not null primary key,
  name       text   collate "C" not null,
  release    text   collate "C" not null,
  started_ms bigint not null,
  lease_ms   bigint not null
);

-- What one node does for all of them, for as long as it says so again and again.
create table lease (
  name     text   collate "C" not null primary key,
  node     text   collate "C" not null,
  until_ms bigint not null
);

-- Secrets that every node has to know: those that sign links and webhooks.
create table node_secret (
  name    text collate "C" not null primary key,
  content text collate "C" not null
);

-- What nodes remember of the database, each with a number that grows when it has changed.
create table topic (
  name    text   collate "C" not null primary key,
  version bigint not null
);
insert into topic (name, version) values ('keys', 1), ('prices', 1);

create function topic_changed() returns trigger language plpgsql as $$
begin
  update topic set version = version + 1 where name = tg_argv[0];
  perform pg_notify('afterglow', 'topic ' || tg_argv[0]);
  return null;
end $$;
create trigger keys_changed after insert or update or delete on api_key
  for each statement execute function topic_changed('keys');
create trigger owners_changed after update or delete on owner
  for each statement execute function topic_changed('keys');
create trigger prices_changed after insert or update or delete on price
  for each statement execute function topic_changed('prices');

-- Requests of a minute that nodes have taken for a key or an owner, to hand them out by themselves.
create table rate_share (
  subject text   collate "C" not null,
  minute  bigint not null,
  taken   bigint not null check (taken >= 0),
  primary key (subject, minute)
);
create index rate_share_age on rate_share (minute);

-- What a claim counts and a node looks for every second; each as small as the work at hand.
create index task_of_key on task (key_id)
  where ended_ms is null and state in ('working', 'finishing');
create index task_to_stop on task (owner_id, id) where ended_ms is null and cancel_requested = 1;

-- Rows that change several times in a short life; their old versions are to stay on the same page.
alter table task set (fillfactor = 80);
alter table attempt set (fillfactor = 80);
alter table balance set (fillfactor = 50);
alter table key_spend set (fillfactor = 50);
alter table waiting set (fillfactor = 50);
alter table waiting set (autovacuum_vacuum_threshold = 50, autovacuum_vacuum_scale_factor = 0);
alter table balance set (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0.1);
alter table hold set (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.05);
