-- Films that go on from another one: of which task, and how many seconds of the finished film are its.
create table task_beginning (
  owner_id  text    not null,
  task_id   text    not null,
  source_id text    not null,
  seconds   integer not null check (seconds > 0),
  primary key (owner_id, task_id)
) ${clustered};
