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
