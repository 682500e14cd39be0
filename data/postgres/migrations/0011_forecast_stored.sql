-- When a forecast was stored, on Postgres's own clock: one stored before the generated history was
-- replaced says nothing of the one there is now.
alter table forecast add column stored_at timestamptz not null default now();
