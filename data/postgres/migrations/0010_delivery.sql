-- Who stopped a request: whoever asked, or an administrator. Null where it was not stopped by anybody.
alter table forecast_request
  add column cancelled_by text check (cancelled_by <> ''),
  add check (cancelled_by is null or status = 'cancelled');

-- What somebody waits for: nobody may have more than a few of them at once.
create index forecast_request_waiting on forecast_request (requested_by, created_at)
  where finished_at is null and destination is not null;
