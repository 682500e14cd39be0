-- A targeting, as the JSON of a plan has it, as the argument `_target` of foreign tables. Equal
-- JSON gives equal text: jsonb has one order of keys and one spacing.
create or replace function olap.target(targeting jsonb) returns text
language sql immutable strict parallel safe set search_path = '' as $$
  select translate(encode(convert_to(targeting::text, 'UTF8'), 'base64'), E'+/=\n', '-_')
$$;

-- What the history has of a targeting on days `first` to `last`. The text of the query holds the
-- values themselves, since not every wrapper passes those of a join on.
create or replace function olap.daily_between(target text, first date, last date)
returns table (date date, impressions bigint, reach bigint, reach_error double precision)
language plpgsql stable strict set search_path = '' as $$
begin
  return query execute format(
    'select date, impressions, reach, reach_error from olap.daily_by_target
     where _target = %L and date between %L and %L', target, first, last);
end $$;

-- The last day whose requests have all come.
create or replace function olap.last_complete_day() returns date
language plpgsql stable set search_path = '' as $$
begin
  return (select least(last, olap.today() - 1) from olap.data_span);
end $$;
