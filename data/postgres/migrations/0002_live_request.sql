-- Requests as they come in. A row stays here until ClickHouse has it and its grace period is over;
-- every change on the way reaches ClickHouse through the outbox below, exactly once.

-- Bounds that keep a row small enough for any batch, and free of what ClickHouse would refuse.
create domain dimension_text as text
  check (octet_length(value) <= 1000);

create domain dimension_texts as text[]
  check (coalesce(array_ndims(value), 1) = 1)
  check (array_position(value, null) is null)
  check (octet_length(value::text) <= 10000);

create domain price as numeric
  check (value between 0 and 1000000);

create domain currency_code as text
  check (value ~ '^([A-Z]{3})?$');

create table live_request (
  -- Together as long as an index entry may be.
  request_id text not null check (octet_length(request_id) between 1 and 1000),
  imp_id text not null check (octet_length(imp_id) between 1 and 1000),
  received_at timestamptz not null default now(),
  -- The transaction that wrote the row last.
  xid xid8 not null default pg_current_xact_id(),
  -- The days ClickHouse's type Date has.
  date date not null check (date between '1970-01-01' and '2149-06-06'),
  -- -1 = unknown.
  hour smallint not null check (hour between -1 and 23),
  country dimension_text not null,
  region dimension_text not null,
  city dimension_text not null,
  device_type dimension_text not null,
  os dimension_text not null,
  browser dimension_text not null,
  connection dimension_text not null,
  language dimension_text not null,
  site dimension_text not null,
  app dimension_text not null,
  ad_unit dimension_text not null,
  format dimension_text not null,
  size dimension_text not null,
  position dimension_text not null,
  category dimension_texts not null,
  segment dimension_texts not null,
  gender dimension_text not null,
  -- Years, 0 = unknown.
  age smallint not null check (age between 0 and 255),
  -- Keyed hash of the user's id, an unsigned 64-bit number; 0 = none.
  user_hash numeric(20) not null check (user_hash between 0 and 18446744073709551615),
  count bigint not null check (count between 1 and 1000000000000),
  floor_cpm price not null,
  floor_currency currency_code not null,
  -- 1 = won, 0 = lost, -1 = unknown.
  won smallint not null check (won between -1 and 1),
  clearing_cpm price not null,
  clearing_currency currency_code not null,
  primary key (request_id, imp_id)
) with (autovacuum_vacuum_scale_factor = 0.05);

create index live_request_received on live_request (received_at);

-- What was inserted, for longer than its row stays, so that a repeat never counts twice.
create table live_request_key (
  key uuid primary key,
  received_at timestamptz not null default now()
);

create index live_request_key_received on live_request_key (received_at);

-- 16 bytes that stand for a request's two ids; the length keeps ('ab', 'c') and ('a', 'bc') apart.
create function live_request_key_of(request_id text, imp_id text) returns uuid
language sql stable as $$
  select encode(
    substring(sha256(convert_to(concat(length(request_id), ':', request_id, imp_id), 'UTF8')) for 16),
    'hex'
  )::uuid
$$;

-- Changes that ClickHouse does not have yet, each a row of its table `request` with signed count.
-- The type is json and not jsonb because rows are passed on as they are, byte for byte. They come
-- and go by the thousand, so the table is vacuumed soon and at full speed.
create table outbox (
  -- A sequence alone has gaps that fill later: rows of transactions that commit out of order.
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  row json not null,
  at timestamptz not null default clock_timestamp(),
  primary key (xid, seq)
) with (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_cost_delay = 0
);

-- Changes that ClickHouse refused for their content, put aside so that the others go on.
create table outbox_refused (
  xid xid8 not null,
  seq bigint not null,
  row json not null,
  at timestamptz not null,
  reason text not null,
  refused_at timestamptz not null default now(),
  primary key (xid, seq)
);

-- How far ClickHouse has come, in its only row.
create table sync_state (
  id boolean primary key default true check (id),
  -- Every change up to here is in ClickHouse.
  xid xid8 not null default '0',
  seq bigint not null default 0,
  -- Last change of the extent being sent; null between two extents. It is stored before anything
  -- is sent, so that a retry sends the same extent, whatever has come in since.
  until_xid xid8,
  until_seq bigint,
  synced_at timestamptz,
  check (num_nulls(until_xid, until_seq) in (0, 2))
);

insert into sync_state default values;

create function history_row(live live_request, sign integer) returns json
language sql stable as $$
  select json_build_object(
    'date', live.date,
    'hour', live.hour,
    'country', live.country,
    'region', live.region,
    'city', live.city,
    'deviceType', live.device_type,
    'os', live.os,
    'browser', live.browser,
    'connection', live.connection,
    'language', live.language,
    'site', live.site,
    'app', live.app,
    'adUnit', live.ad_unit,
    'format', live.format,
    'size', live.size,
    'position', live.position,
    'category', live.category,
    'segment', live.segment,
    'gender', live.gender,
    'age', live.age,
    'user', live.user_hash::text,
    'count', live.count * sign,
    'floorCpm', live.floor_cpm,
    'floorCurrency', live.floor_currency,
    'won', live.won,
    'clearingCpm', live.clearing_cpm,
    'clearingCurrency', live.clearing_currency
  )
$$;

create function write_outbox() returns trigger
language plpgsql set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into outbox (row)
      select history_row(added::live_request, 1) from added;
  elsif tg_op = 'UPDATE' then
    -- What history has of both sides cancels out.
    insert into outbox (row) select change::json from (
      (select history_row(removed::live_request, -1)::text from removed
       except all select history_row(added::live_request, -1)::text from added)
      union all
      (select history_row(added::live_request, 1)::text from added
       except all select history_row(removed::live_request, 1)::text from removed)
    ) as changes (change);
  elsif current_setting('ducky.leaving', true) is distinct from 'on' then
    insert into outbox (row)
      select history_row(removed::live_request, -1) from removed;
  end if;
  if found then
    perform pg_notify('ducky_outbox', '');
  end if;
  return null;
end
$$;

create trigger live_request_added after insert on live_request
  referencing new table as added
  for each statement execute function write_outbox();

create trigger live_request_changed after update on live_request
  referencing old table as removed new table as added
  for each statement execute function write_outbox();

create trigger live_request_removed after delete on live_request
  referencing old table as removed
  for each statement execute function write_outbox();

-- For whoever inserts without accept_live_requests(), which does as much itself: a request whose
-- row has left for the history must not come in again.
create function remember_live_requests() returns trigger
language plpgsql set search_path from current as $$
declare
  remembered bigint;
begin
  insert into live_request_key (key)
    select live_request_key_of(request_id, imp_id) from added on conflict do nothing;
  get diagnostics remembered = row_count;
  if remembered < (select count(*) from added) then
    raise exception 'A request was taken in before, and its row has left or was deleted.'
      using errcode = 'unique_violation',
        hint = 'accept_live_requests() passes over such requests.';
  end if;
  return null;
end
$$;

create trigger live_request_remembered after insert on live_request
  referencing new table as added
  for each statement when (current_setting('ducky.accepting', true) is distinct from 'on')
  execute function remember_live_requests();

create function refuse_truncate() returns trigger
language plpgsql set search_path from current as $$
begin
  raise exception 'truncate would leave ClickHouse with rows of % that are gone; use delete.', tg_table_name;
end
$$;

create trigger live_request_truncated before truncate on live_request
  for each statement execute function refuse_truncate();

-- The rows of a JSON array of {requestId, impId, ...}. Of repeats the last with an outcome counts.
create function read_live_requests(requests json) returns setof live_request
language sql stable set search_path from current as $$
  select distinct on ("requestId", "impId")
    "requestId", "impId", now(), pg_current_xact_id(),
    date, hour, country, region, city, "deviceType", os, browser, connection, language,
    site, app, "adUnit", format, size, position, category, segment, gender, age,
    "user", count, "floorCpm", "floorCurrency", won, "clearingCpm", "clearingCurrency"
  from rows from (json_to_recordset(requests) as (
    "requestId" text, "impId" text,
    date date, hour smallint, country text, region text, city text, "deviceType" text, os text,
    browser text, connection text, language text, site text, app text, "adUnit" text, format text,
    size text, position text, category text[], segment text[], gender text, age smallint,
    "user" numeric(20), count bigint, "floorCpm" numeric, "floorCurrency" text, won smallint,
    "clearingCpm" numeric, "clearingCurrency" text
  )) with ordinality
  order by "requestId", "impId", won <> -1 desc, ordinality desc
$$;

-- Takes requests in: new ones as rows, and for those whose row is still here the outcome, where
-- one is told and differs. Each statement sees what others committed before it, and each takes its
-- locks in the order of the keys, so that any number of writers may send the same requests at once.
create function accept_live_requests(requests json, out accepted bigint, out updated bigint)
language plpgsql set search_path from current as $$
begin
  perform set_config('ducky.accepting', 'on', true);
  with sent as materialized (
    select sent, live_request_key_of(request_id, imp_id) as key
    from read_live_requests(requests) sent
  ), fresh as (
    insert into live_request_key (key) select key from sent order by key
    on conflict do nothing returning key
  )
  insert into live_request
    select (sent).* from sent join fresh using (key)
  on conflict do nothing;
  get diagnostics accepted = row_count;
  perform set_config('ducky.accepting', 'off', true);
  updated := 0;
  if accepted = json_array_length(requests) then
    return;
  end if;

  with changed as (
    select sent.*
    from live_request live join read_live_requests(requests) sent using (request_id, imp_id)
    where sent.won <> -1
      and (live.won, live.clearing_cpm, live.clearing_currency)
        is distinct from (sent.won, sent.clearing_cpm, sent.clearing_currency)
    order by live.request_id, live.imp_id
    for update of live
  )
  update live_request live
  set xid = pg_current_xact_id(),
    won = changed.won,
    clearing_cpm = changed.clearing_cpm,
    clearing_currency = changed.clearing_currency
  from changed
  where (live.request_id, live.imp_id) = (changed.request_id, changed.imp_id);
  get diagnostics updated = row_count;
end
$$;
