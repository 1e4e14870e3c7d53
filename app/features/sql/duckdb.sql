-- What DuckDB calls otherwise than Spark: the functions of records.sql and features.sql.
create or replace macro is_date(t) as regexp_full_match(
  t, '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T.+)?)?)?'
);
-- Days since 1970 by the sender's calendar; missing parts are the first of each.
create or replace macro day_of(t) as case when is_date(t) then
  cast(
    (try_cast(substr(t, 1, 4) || coalesce(nullif(substr(t, 5, 3), ''), '-01') || '-01' as date)
      - date '1970-01-01') + coalesce(try_cast(substr(t, 9, 2) as int), 1) - 1 as int
  )
end;
create or replace macro offset_of(t) as case when right(t, 1) = 'Z' then 0 else
  cast(substr(t, length(t) - 5, 1) || '1' as int)
    * (cast(substr(t, length(t) - 4, 2) as int) * 60 + cast(right(t, 2) as int))
end;
-- Milliseconds since 1970 UTC; a date without time stands for its midnight in UTC.
create or replace macro instant_of(t) as case
  when length(t) <= 10 then cast(day_of(t) as bigint) * 86400000
  when regexp_full_match(
    t, '.{10}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})'
  ) then cast(day_of(t) as bigint) * 86400000
    + cast(substr(t, 12, 2) as bigint) * 3600000 + cast(substr(t, 15, 2) as bigint) * 60000
    -- A leap second is the same day and hour as the one before it.
    + least(cast(substr(t, 18, 2) as bigint), 59) * 1000
    + case when substr(t, 20, 1) = '.' then
        cast(rpad(substr(regexp_extract(t, '\.([0-9]+)', 1), 1, 3), 3, '0') as bigint)
      else 0 end
    - cast(offset_of(t) as bigint) * 60000
end;
create or replace macro year_of(d) as year(date '1970-01-01' + d);
create or replace macro month_of(d) as month(date '1970-01-01' + d);
create or replace macro has_any(a, b) as list_has_any(a, b);
create or replace macro array_contains(a, x) as list_contains(a, x);
create or replace macro system_and_code(c) as
  coalesce(c.system, 'http://terminology.hl7.org/CodeSystem/v3-ActCode') || '|' || c.code;
create or replace macro codes_of(concepts) as list_filter(
  list_transform(
    flatten(list_transform(coalesce(concepts, []), lambda x: coalesce(x.coding, []))),
    lambda c: system_and_code(c)
  ), lambda t: t is not null
);
create or replace macro codes_of_one(concept) as
  case when concept is null then []::varchar[] else codes_of([concept]) end;
create or replace macro plain_codes_of(concept) as
  list_transform(concept.coding, lambda c: c.code);
create or replace macro first_code_of(concept) as
  list_transform(
    list_filter(concept.coding, lambda c: c.code is not null)[1:1],
    lambda c: coalesce(c.system, '') || '|' || c.code
  )[1];
-- A literal reference as Type/id, without server and version; nothing for searches and fragments.
create or replace macro literal_of(r) as case
  when regexp_full_match(r, '[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}') then r
  else nullif(regexp_extract(
    r,
    '^(?:https?://\S+/)?([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?$',
    1
  ), '')
end;
create or replace macro patient_of(r) as
  case when literal_of(r) like 'Patient/%' then substr(literal_of(r), 9) end;
