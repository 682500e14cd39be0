-- Who may read what where Postgres is reached by others than Ducky, as on Supabase: its API serves
-- this schema to `anon` (nobody signed in) and `authenticated` (a user, with the claims of their
-- token). Signed-in users read the forecasts, plans and subscriptions of their own Slack workspace;
-- nobody but the owner of the tables, Ducky, reads or writes anything else. The owner and roles that
-- bypass row security, as Supabase's `service_role`, are not restricted.

-- The Slack workspace of whoever is signed in; null without one. `app_metadata` is what
-- administrators set; `user_metadata` would be what users say of themselves.
create function slack_team_id() returns text language sql stable set search_path = '' as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb
    #>> '{app_metadata,slack_team_id}'
$$;

-- Supabase grants both roles everything in `public` by default. Elsewhere the roles may not exist,
-- and there is nobody to refuse or grant anything.
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
  name text;
begin
  foreach name in array array[
    'migration', 'forecast_request', 'model_version', 'live_request', 'live_request_key', 'outbox',
    'outbox_refused', 'sync_state', 'forecast', 'forecast_day', 'plan', 'subscription', 'audit'
  ] loop
    execute format('alter table %I enable row level security', name);
    if visitors is not null then
      execute format('revoke all on %I from %s', name, visitors);
    end if;
  end loop;
  if visitors is not null then
    execute format('revoke all on sequence outbox_seq_seq, audit_id_seq from %s', visitors);
  end if;
end $$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'authenticated') then
    return;
  end if;
  grant select on forecast, forecast_day, plan, subscription to authenticated;
  grant execute on function slack_team_id() to authenticated;
  create policy own_team on forecast for select to authenticated
    using (team_id = (select slack_team_id()));
  create policy own_team on plan for select to authenticated
    using (team_id = (select slack_team_id()));
  create policy own_team on subscription for select to authenticated
    using (team_id = (select slack_team_id()));
  -- The forecast is read under its own policy.
  create policy own_team on forecast_day for select to authenticated
    using (exists (select from forecast where id = forecast_id));
end $$;
