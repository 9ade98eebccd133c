create trigger entry_is_never_changed before update on entry
begin
  select raise(abort, 'entries are append-only');
end;
create trigger entry_is_never_deleted before delete on entry
begin
  select raise(abort, 'entries are append-only');
end;

-- "insert or replace" deletes a row without asking the trigger that refuses deletions. An entry whose
-- reference is known is left out here, before SQLite looks for what it would replace.
create trigger entry_is_never_replaced before insert on entry
when exists (select 1 from entry where kind = new.kind and reference = new.reference)
begin
  select raise(ignore);
end;
