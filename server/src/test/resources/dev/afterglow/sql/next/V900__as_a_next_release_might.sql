-- Expand: what a next release adds must not hinder the present one, which writes without it.
alter table task add column shelf text not null default 'front';
alter table attempt add column region text;
create table shelf (name text not null primary key);
create index task_shelf on task (shelf) where ended_ms is null;
