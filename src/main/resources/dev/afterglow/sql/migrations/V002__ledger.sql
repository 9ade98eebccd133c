-- Money in integer micro-dollars. An entry is never changed or deleted; a hold ends once.
create table entry (
  reference     text   not null,
  kind          text   not null check (kind in ('credit', 'debit', 'charge')),
  owner_id      text   not null,
  key_id        text,
  amount_micros bigint not null check (amount_micros <> 0),
  reason        text   not null,
  created_ms    bigint not null,
  primary key (reference, kind)
);
create index entry_owner on entry (owner_id, created_ms);

-- The sums that decide: changed in the transactions that write entries and holds.
create table balance (
  owner_id       text   not null primary key,
  balance_micros bigint not null check (balance_micros >= held_micros),
  held_micros    bigint not null check (held_micros >= 0),
  used_micros    bigint not null check (used_micros >= 0)
);

-- Open holds only: a hold that ended has left its trace in the task and, if charged, in an entry.
create table hold (
  reference     text   not null primary key,
  owner_id      text   not null,
  key_id        text   not null,
  amount_micros bigint not null check (amount_micros > 0),
  created_ms    bigint not null
);

-- What a key may spend, where it is capped, and what it has spent or holds: by day, and in all (day 0).
create table spend_cap (
  key_id       text   not null primary key,
  daily_micros bigint check (daily_micros > 0),
  total_micros bigint check (total_micros > 0)
);
create table key_spend (
  key_id       text   not null,
  day          bigint not null,
  spent_micros bigint not null check (spent_micros >= 0),
  primary key (key_id, day)
);

create table price (
  model             text   not null,
  resolution        text   not null,
  micros_per_second bigint not null check (micros_per_second > 0),
  primary key (model, resolution)
);
insert into price values ('sora-2', '720p', 100000);
insert into price values ('sora-2-pro', '720p', 300000);
insert into price values ('sora-2-pro', '1024p', 500000);
insert into price values ('sora-2-pro', '1080p', 700000);

create table redeem_code (
  code_hash     text   not null primary key,
  last_four     text   not null,
  amount_micros bigint not null check (amount_micros > 0),
  created_ms    bigint not null,
  expires_ms    bigint,
  redeemed_ms   bigint,
  redeemed_by   text
);

-- What each key has been charged in all.
create table key_used (
  key_id      text   not null primary key,
  used_micros bigint not null check (used_micros >= 0)
);
