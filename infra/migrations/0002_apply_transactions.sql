-- Folds the patches of one record in order: later keys win, an explicit null stays null.
create aggregate public.jsonb_merge(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');
--> statement-breakpoint
-- Applies one step. Raises OP001 when the record is missing, OP002 when it no longer has the values the step expects.
create function public.apply_step(step jsonb) returns void language plpgsql set search_path = pg_catalog, public as $$
declare
  target text := format('public.%I', step->>'entity');
  key text := format('(jsonb_populate_record(null::%s, jsonb_build_object(''id'', $1->''id''))).id', target);
  expected text;
  names text;
  touched bigint;
  present boolean;
begin
  if step->>'entity' = 'ledger' then
    raise exception 'the ledger is written by apply_transaction only' using errcode = 'OP003';
  end if;
  select coalesce(string_agg(format(' and t.%1$I is not distinct from e.%1$I', name), ''), '') into expected
    from jsonb_object_keys(step->'expect') as name;
  case step->>'operation'
  when 'create' then
    select string_agg(quote_ident(name), ', ') into names from jsonb_object_keys(step->'row') as name;
    execute format('insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)', target, names)
      using step->'row';
    return;
  when 'update' then
    select coalesce(string_agg(format('%1$I = p.%1$I', name), ', '), 'id = t.id') into names from jsonb_object_keys(step->'patch') as name;
    -- A patch may be empty when its only column has been dropped.
    execute format('update %1$s as t set %2$s from jsonb_populate_record(null::%1$s, $1->''patch'') as p, '
      'jsonb_populate_record(null::%1$s, coalesce($1->''expect'', ''{}'')) as e where t.id = %3$s%4$s', target, names, key, expected)
      using step;
  when 'delete' then
    execute format('delete from %1$s as t using jsonb_populate_record(null::%1$s, coalesce($1->''expect'', ''{}'')) as e '
      'where t.id = %2$s%3$s', target, key, expected)
      using step;
  end case;
  get diagnostics touched = row_count;
  if touched = 1 then return; end if;
  execute format('select exists (select from %s as t where t.id = %s)', target, key) into present using step;
  if present then
    raise exception '% % no longer has %', step->>'entity', step->>'id', step->'expect' using errcode = 'OP002';
  end if;
  raise exception 'there is no % %', step->>'entity', step->>'id' using errcode = 'OP001';
end $$;
--> statement-breakpoint
-- Remembers every column a migration drops.
create function public.note_dropped() returns event_trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into public.dropped_column (entity, name, dropped_at)
    select address_names[2], address_names[3], clock_timestamp() from pg_event_trigger_dropped_objects()
      where object_type = 'table column' and address_names[1] = 'public'
    on conflict do nothing;
end $$;
--> statement-breakpoint
create event trigger note_dropped on sql_drop execute function public.note_dropped();
--> statement-breakpoint
-- The entry without the columns that have been dropped since, and with an act that keeps their values; the entry itself
-- when there are none. A column that main does not have *yet* is left in: it must wait for its migration.
create function public.without_dropped(entry jsonb) returns jsonb language plpgsql stable set search_path = pg_catalog, public as $$
declare
  steps jsonb := entry->'steps';
  kept jsonb := '{}';
  index integer;
  part text;
  gone record;
begin
  for index in 0 .. jsonb_array_length(steps) - 1 loop
    foreach part in array array['row', 'patch', 'expect'] loop
      for gone in select d.name from public.dropped_column as d where d.entity = steps->index->>'entity'
        and steps->index->part ? d.name and not exists (select from pg_attribute as a
          where a.attrelid = to_regclass(format('public.%I', d.entity)) and a.attname = d.name and not a.attisdropped) loop
        if part <> 'expect' then
          kept := kept || jsonb_build_object(index || '.' || gone.name, steps->index->part->gone.name);
        end if;
        steps := steps #- array[index::text, part, gone.name];
      end loop;
    end loop;
  end loop;
  if steps = entry->'steps' then return entry; end if;
  return entry || jsonb_build_object('steps', steps, 'acts', coalesce(entry->'acts', '[]') || jsonb_build_object(
    'act', 'without dropped columns', 'by', 'main', 'at', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'reason', 'dropped on main after it was accepted', 'values', kept));
end $$;
--> statement-breakpoint
-- What a transaction changes, for the ledger: [{entity, operation, ids, values?}, ...] in the order of its steps. The values of a
-- record whose history is kept go with it: those of the record the lane is named for.
create function public.changes_of(entry jsonb) returns jsonb language sql immutable set search_path = pg_catalog, public as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('entity', c.entity, 'operation', c.operation, 'ids', c.ids)) ||
      case when c.kept is null then '{}' else jsonb_build_object('values', c.kept) end order by c.first), '[]')
    from (
      select s.entity, s.operation, s.kept, jsonb_agg(s.id order by s.n) as ids, min(s.n) as first
        from (
          select e.n, e.step->>'entity' as entity, e.step->>'operation' as operation, e.step->'id' as id,
            case when (entry->>'history')::boolean and (e.step->>'entity') || ':' || (e.step->>'id') = entry->>'lane'
              then coalesce(e.step->'row', e.step->'patch', '{}') end as kept
          from jsonb_array_elements(entry->'steps') with ordinality as e(step, n)) as s
        group by s.entity, s.operation, s.kept) as c
$$;
--> statement-breakpoint
-- Applies one transaction and writes its ledger row, or says why not; whatever it answers, nothing is half done.
-- `after` lists what it must come after, each {id, fingerprint}: an id alone could have been used for another call.
-- Answers {transaction_id, verdict}:
--   applied
--   discarded                          an operator has given it up: a ledger row and nothing else
--   already {outcome, fingerprint, site, series, sequence, digest}
--                                      the id is in the ledger, and what the ledger says of it
--   held    {waits_for}                something it must come after is not in the ledger, or a record it refers to may
--                                      still be on its way from another site
--   refused {sqlstate, message, ...}   the data cannot be stored as they are; `discarded` names predecessors given up
--   fault   {sqlstate, message}        not about the data: try again later
-- A cancelled statement is not caught: the call fails and its outcome is unknown to the caller.
-- Every look here is by key. A plan made while the ledger was new and small must not go on reading it from end to end.
create function public.apply_transaction(entry jsonb) returns jsonb language plpgsql
  set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
  id uuid := (entry->>'transaction_id')::uuid;
  answer jsonb := jsonb_build_object('transaction_id', id);
  outcome text := case when (entry->>'discard')::boolean then 'discarded' else 'applied' end;
  known record;
  given_up jsonb;
  missing jsonb;
  strange jsonb;
  run record;
  step jsonb;
  kept jsonb;
  code text; message text; detail text; table_at text; column_at text; constraint_at text;
begin
  -- One transaction of a site at a time: two drainers cannot both find the id missing, and `after` is judged on a
  -- ledger that does not move.
  perform pg_advisory_xact_lock(hashtextextended('ops-db-functions:' || (entry->>'site'), 0));
  -- The same call may be on its way from two sites: the second one finds it in the ledger.
  perform pg_advisory_xact_lock(hashtextextended('ops-db-functions:' || id, 1));
  select l.outcome, l.fingerprint, l.site, l.series, l.sequence, l.digest into known from public.ledger as l where l.transaction_id = id;
  if found then
    -- Its number is accounted for all the same, unless it is what the ledger has, or a dead letter still to be decided on.
    if (entry->>'sequence') is not null and (outcome = 'discarded' or known.fingerprint = entry->>'fingerprint')
      and (known.site, known.series, known.sequence) is distinct from (entry->>'site', (entry->>'series')::uuid, (entry->>'sequence')::bigint) then
      insert into public.arrival (site, series, sequence, transaction_id, outcome, digest, arrived_at)
        values (entry->>'site', (entry->>'series')::uuid, (entry->>'sequence')::bigint, id,
                case outcome when 'discarded' then outcome else 'already' end, entry->>'digest', clock_timestamp())
        on conflict do nothing;
    end if;
    return answer || jsonb_build_object('verdict', 'already', 'outcome', known.outcome, 'fingerprint', known.fingerprint,
      'site', known.site, 'series', known.series, 'sequence', known.sequence, 'digest', known.digest);
  end if;
  select jsonb_agg(a->>'id') filter (where l.transaction_id is null),
      jsonb_agg(a->>'id') filter (where l.fingerprint <> a->>'fingerprint') into missing, strange
    from jsonb_array_elements(entry->'after') as a left join public.ledger as l on l.transaction_id = (a->>'id')::uuid;
  -- A discard waits for nobody: it only says that this id will never have an effect.
  if missing is not null and outcome = 'applied' then
    return answer || jsonb_build_object('verdict', 'held', 'waits_for', missing);
  end if;
  if outcome = 'applied' then
    if strange is not null then
      raise exception 'it follows %, and that id belongs to another call', strange using errcode = 'OP004';
    end if;
    if jsonb_array_length(entry->'steps') = 1 then
      step := entry->'steps'->0;
      perform public.apply_step(step);
    else
      -- Creations of one kind that follow each other are one insert: a thousand files cost ten milliseconds instead of a second.
      for run in
        select s.operation, s.entity, s.names, jsonb_agg(s.step->'row' order by s.n) as rows, (array_agg(s.step order by s.n))[1] as step
        from (
          select e.n, e.step, e.step->>'operation' as operation, e.step->>'entity' as entity, k.names,
            e.n - row_number() over (partition by e.step->>'operation', e.step->>'entity', k.names order by e.n) as island
          from jsonb_array_elements(entry->'steps') with ordinality as e(step, n), lateral (
            select case when e.step->>'operation' = 'create'
              then (select string_agg(quote_ident(name), ', ') from jsonb_object_keys(e.step->'row') as name)
              else e.n::text end) as k(names)) as s
        group by s.operation, s.entity, s.names, s.island order by min(s.n)
      loop
        step := run.step;
        if run.operation = 'create' and run.entity <> 'ledger' then
          execute format('insert into public.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $1)', run.entity, run.names)
            using run.rows;
        else
          perform public.apply_step(step);
        end if;
      end loop;
    end if;
  end if;
  insert into public.ledger (transaction_id, site, series, sequence, lane, outcome, fingerprint, digest, endpoint, user_id,
      attempts, accepted_at, applied_at, acts, changes)
    values (id, entry->>'site', (entry->>'series')::uuid, (entry->>'sequence')::bigint, entry->>'lane', outcome,
            entry->>'fingerprint', entry->>'digest', entry->>'endpoint', (entry->>'user_id')::integer,
            (entry->>'attempts')::integer, (entry->>'created_at')::timestamptz, clock_timestamp(), coalesce(entry->'acts', '[]'),
            case outcome when 'applied' then public.changes_of(entry) else '[]' end);
  return answer || jsonb_build_object('verdict', outcome);
exception when others then
  get stacked diagnostics code = returned_sqlstate, message = message_text, detail = pg_exception_detail,
    table_at = table_name, column_at = column_name, constraint_at = constraint_name;
  -- A column it names has been dropped since it was accepted: it is applied without, and the value kept with its acts.
  if code = '42703' then
    kept := public.without_dropped(entry);
    if kept is distinct from entry then return public.apply_transaction(kept); end if;
  end if;
  -- A record of UUID key can be recorded at any site, so one that is not here yet may still come; integer keys are
  -- made on main only, so a missing one is a refusal.
  if code = '23503' and step->>'operation' <> 'delete' and exists (
    select from pg_constraint as c join pg_attribute as a on a.attrelid = c.confrelid and a.attnum = c.confkey[1]
      where c.conname = constraint_at and c.conrelid = to_regclass(format('public.%I', table_at)) and a.atttypid = 'uuid'::regtype) then
    return answer || jsonb_build_object('verdict', 'held', 'waits_for', '[]'::jsonb, 'message', detail);
  end if;
  select jsonb_agg(a->>'id') into given_up from jsonb_array_elements(entry->'after') as a
    join public.ledger as l on l.transaction_id = (a->>'id')::uuid and l.outcome = 'discarded';
  -- Class 22 (data exception), class 23 (integrity constraint violation) and our own refusals are about the data and
  -- would fail again tomorrow. Everything else is a fault of the moment or of the deployment.
  return answer || jsonb_strip_nulls(jsonb_build_object(
    'verdict', case when left(code, 2) in ('22', '23', 'OP') then 'refused' else 'fault' end,
    'sqlstate', code, 'message', message, 'detail', nullif(detail, ''), 'table', nullif(table_at, ''),
    'column', nullif(column_at, ''), 'constraint', nullif(constraint_at, ''), 'discarded', given_up));
end $$;
--> statement-breakpoint
-- Applies a batch of transactions in order, each with a real commit of its own: atomic one by one, one round trip for
-- all, and no more than one subtransaction per commit (more than 64 would slow the replica's visibility checks).
-- The commits of a call share one fsync, that of the last: nothing is answered before it, and a call without an answer is
-- sent again whatever became of it. Answers {origin, lsn, verdicts}: `lsn` is read after that fsync, behind every commit of
-- the call; `origin` = system id and timeline, without which an LSN means nothing. Must be called outside a transaction block.
create procedure public.apply_transactions(batch jsonb, inout answer jsonb) language plpgsql as $$
declare
  entries jsonb[];
  entry jsonb;
  verdict jsonb;
  verdicts jsonb[] := '{}';
begin
  -- The batch is copied out first: an open cursor would not survive the commits.
  select array_agg(e.value order by e.ordinality) into entries from jsonb_array_elements(batch) with ordinality as e;
  foreach entry in array coalesce(entries, '{}') loop
    perform set_config('synchronous_commit', 'off', true);
    verdict := public.apply_transaction(entry);
    commit;
    verdicts := verdicts || verdict;
    -- Resources, locks held by others, shutdown, system and internal errors: what follows would only wait in turn.
    exit when verdict->>'verdict' = 'fault' and left(verdict->>'sqlstate', 2) in ('53', '55', '57', '58', 'XX');
  end loop;
  -- A commit that waits for the disk, and with it for all before: it needs something to write.
  perform set_config('synchronous_commit', 'on', true);
  perform pg_logical_emit_message(true, 'ops-db-functions', '');
  commit;
  answer := jsonb_build_object(
    'lsn', pg_current_wal_flush_lsn(),
    'origin', (select system_identifier from pg_control_system())::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8),
    'verdicts', to_jsonb(verdicts));
end $$;
--> statement-breakpoint
-- What the functions may do: read everything, write records, add to the ledger but never change it, see replication.
-- The role belongs to the cluster: another database of it may have made it, or be making it now.
do $$ begin
  create role ops_api login;
exception when duplicate_object or unique_violation then
  null;
end $$;
--> statement-breakpoint
grant pg_read_all_stats to ops_api;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to ops_api;
--> statement-breakpoint
alter default privileges in schema public grant usage on sequences to ops_api;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to ops_api;
--> statement-breakpoint
grant usage on all sequences in schema public to ops_api;
--> statement-breakpoint
revoke update, delete on public.ledger, public.arrival from ops_api;
--> statement-breakpoint
revoke insert, update, delete on public.dropped_column from ops_api;
--> statement-breakpoint
revoke update, delete on public.audit_event from ops_api;
