-- What people think of an answer: one vote a person and request, the last one. It goes with the
-- request, as its reason is somebody's words.
create table feedback (
  request_id uuid not null references forecast_request on delete cascade,
  -- A Slack user.
  given_by text not null check (given_by <> ''),
  team_id text check (team_id <> ''),
  vote text not null check (vote in ('good', 'bad')),
  -- Why, where somebody said so.
  reason text check (length(reason) between 1 and 3000),
  given_at timestamptz not null,
  primary key (request_id, given_by)
);

-- As 0005_row_security.sql: nobody but Ducky reads or writes it.
alter table feedback enable row level security;
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on feedback from %s', visitors);
  end if;
end $$;
