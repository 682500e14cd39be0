-- What a request follows from: a change of an earlier one, a comparison with it, or its breakdown.
alter table forecast_request
  add column parent_id uuid references forecast_request on delete cascade check (parent_id <> id),
  add column relation text check (relation in ('follow-up', 'comparison', 'breakdown')),
  -- A dimension's name.
  add column breakdown_by text check (breakdown_by <> ''),
  add check ((relation is null) = (parent_id is null)),
  -- `is not distinct from`, as a check that is null counts as kept.
  add check ((relation is not distinct from 'breakdown') = (breakdown_by is not null));

create index forecast_request_parent on forecast_request (parent_id) where parent_id is not null;

-- The latest request of a thread. An answer outside of any thread begins one of its own.
create index forecast_request_thread on forecast_request (
  (destination ->> 'channel'),
  coalesce(destination ->> 'threadTs', destination ->> 'messageTs'),
  created_at
) where destination is not null;
