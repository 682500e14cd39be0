-- What kind of failure it was, in the words a program can branch on.
alter table forecast_request
  add column failure_code text,
  add check (failure_code is null or status = 'failed');

-- What a caller of the API waits for: nobody may have more than so many at once.
create index forecast_request_api_open on forecast_request (requested_by)
  where source = 'api' and finished_at is null;

-- The same key of the same caller is the same request, for a day.
create table idempotency_key (
  requested_by text not null,
  key text not null,
  -- SHA-256 of what was asked with it.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  request_id uuid not null references forecast_request on delete cascade,
  created_at timestamptz not null,
  primary key (requested_by, key)
);

create index idempotency_key_age on idempotency_key (created_at);
create index idempotency_key_request on idempotency_key (request_id);

-- Forecasts to give again for as long as nothing they were made from has changed: their keys name
-- all of that, so a row is never wrong, only of no more use.
create table forecast_cache (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  -- The forecast or its refusal, under the id of the request it was made for.
  result jsonb not null,
  history_origin text not null check (history_origin in ('observed', 'generated', 'mixed')),
  made_at timestamptz not null
);

create index forecast_cache_age on forecast_cache (made_at);

alter table idempotency_key enable row level security;
alter table forecast_cache enable row level security;

-- Nobody but Ducky reads or writes these; Supabase grants its visitors everything by default.
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on idempotency_key, forecast_cache from %s', visitors);
  end if;
end $$;
