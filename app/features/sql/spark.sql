-- What Spark calls otherwise than DuckDB: the functions of records.sql and features.sql.
create or replace temporary function is_date(t string) returns boolean
  return regexp_like(
    t, '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T.+)?)?)?$'
  );
-- Days since 1970 by the sender's calendar; missing parts are the first of each.
create or replace temporary function day_of(t string) returns int
  return case when is_date(t) then
    unix_date(try_cast(
      concat(substr(t, 1, 4), coalesce(nullif(substr(t, 5, 3), ''), '-01'), '-01') as date
    )) + coalesce(try_cast(substr(t, 9, 2) as int), 1) - 1
  end;
create or replace temporary function offset_of(t string) returns int
  return case when right(t, 1) = 'Z' then 0 else
    cast(concat(substr(t, length(t) - 5, 1), '1') as int)
      * (cast(substr(t, length(t) - 4, 2) as int) * 60 + cast(right(t, 2) as int))
  end;
-- Milliseconds since 1970 UTC; a date without time stands for its midnight in UTC.
create or replace temporary function instant_of(t string) returns bigint
  return case
    when length(t) <= 10 then cast(day_of(t) as bigint) * 86400000
    when regexp_like(
      t, '^.{10}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$'
    ) then cast(day_of(t) as bigint) * 86400000
      + cast(substr(t, 12, 2) as bigint) * 3600000 + cast(substr(t, 15, 2) as bigint) * 60000
      -- A leap second is the same day and hour as the one before it.
      + least(cast(substr(t, 18, 2) as bigint), 59) * 1000
      + case when substr(t, 20, 1) = '.' then
          cast(rpad(substr(regexp_extract(t, '[.]([0-9]+)', 1), 1, 3), 3, '0') as bigint)
        else 0 end
      - cast(offset_of(t) as bigint) * 60000
  end;
create or replace temporary function year_of(d int) returns int
  return year(date_add(date '1970-01-01', d));
create or replace temporary function month_of(d int) returns int
  return month(date_add(date '1970-01-01', d));
create or replace temporary function has_any(a array<string>, b array<string>) returns boolean
  return arrays_overlap(a, b);
create or replace temporary function system_and_code(
  c struct<`system`:string, code:string>
) returns string
  return concat(
    coalesce(c.`system`, 'http://terminology.hl7.org/CodeSystem/v3-ActCode'), '|', c.code
  );
create or replace temporary function codes_of(
  concepts array<struct<coding:array<struct<`system`:string, code:string>>>>
) returns array<string>
  return transform(
    filter(
      flatten(transform(
        filter(coalesce(concepts, array()), x -> x.coding is not null), x -> x.coding
      )),
      c -> c.code is not null
    ),
    c -> concat(
      coalesce(c.`system`, 'http://terminology.hl7.org/CodeSystem/v3-ActCode'), '|', c.code
    )
  );
create or replace temporary function codes_of_one(
  concept struct<coding:array<struct<`system`:string, code:string>>>
) returns array<string>
  return case when concept is null then array() else codes_of(array(concept)) end;
create or replace temporary function plain_codes_of(
  concept struct<coding:array<struct<`system`:string, code:string>>>
) returns array<string>
  return transform(concept.coding, c -> c.code);
create or replace temporary function first_code_of(
  concept struct<coding:array<struct<`system`:string, code:string>>>
) returns string
  return get(
    transform(
      filter(concept.coding, c -> c.code is not null),
      c -> concat(coalesce(c.`system`, ''), '|', c.code)
    ), 0
  );
-- A literal reference as Type/id, without server and version; nothing for searches and fragments.
create or replace temporary function literal_of(r string) returns string
  return nullif(regexp_extract(
    r,
    '^(?:https?://[^ \t\r\n]+/)?([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?$',
    1
  ), '');
create or replace temporary function patient_of(r string) returns string
  return case when literal_of(r) like 'Patient/%' then substr(literal_of(r), 9) end;
