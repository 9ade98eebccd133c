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
  expires_ms bigint not null
) ${clustered};
create index console_session_owner on console_session (owner_id);

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
