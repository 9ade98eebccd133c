-- Ids ascend and keys are compared byte by byte, whatever language the database was made for.
do $$
declare
  found record;
begin
  for found in
    select c.table_name, c.column_name
    from information_schema.columns c
    join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
      and c.data_type = 'text' and c.collation_name is null
  loop
    execute format(
      'alter table %I alter column %I type text collate "C"', found.table_name, found.column_name);
  end loop;
end $$;

create function entries_are_final() returns trigger language plpgsql as $$
begin
  raise exception 'entries are append-only';
end $$;
create trigger entry_is_never_changed before update or delete on entry
  for each row execute function entries_are_final();
create trigger entries_are_never_emptied before truncate on entry
  for each statement execute function entries_are_final();
