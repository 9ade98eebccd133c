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
