-- One row per inpatient stay: features, label, or why the stay is not learned from. The same text
-- runs on DuckDB and on Spark; what differs between them is in duckdb.sql and spark.sql. The rules are
-- those of app/fhir/{inpatient-stays,stay-features,labelled-stays}.ts, which tests compare row by row.
-- Reads: record (records.sql), source (source, institution, last_day), clinical_code (purpose, code).
with newest as (
  -- The same record sent twice counts once: the last one updated, else the last file's.
  select * from record
  where id is not null and patient is not null
  qualify row_number() over (
    partition by source, kind, id
    order by updated desc nulls last, file_no desc, patient, gender, birth_date, death_day, status,
      class_code, start_instant, start_day, end_instant, end_day, item, encounter, known_day,
      over_day, intent
  ) = 1
),
extract_end as (
  -- The last day the extract covers; where nobody says, the last that an encounter tells of.
  select s.source, s.institution,
    coalesce(max(s.last_day), max(greatest(n.start_day, n.end_day))) as last_day
  from source s left join newest n on n.source = s.source and n.kind = 'Encounter'
  group by s.source, s.institution
),
inpatient as (
  select source, patient, id, start_instant, start_day, end_instant, end_day,
    status in ('in-progress', 'onleave') and not has_end as open,
    class_code in (select code from clinical_code where purpose = 'planned admission')
      or has_any(type_codes, (
        select array_agg(code) from clinical_code
        where purpose in ('planned admission', 'planned reason')
      ))
      or has_any(priority_codes, (
        select array_agg(code) from clinical_code where purpose = 'planned admission'
      ))
      or has_any(reason_codes, (
        select array_agg(code) from clinical_code where purpose = 'planned reason'
      )) as planned,
    has_any(disposition_codes, (
      select array_agg(code) from clinical_code where purpose = 'death or hospice'
    )) as fatal
  from newest
  where kind = 'Encounter' and start_instant is not null
    and class_code in (select code from clinical_code where purpose = 'inpatient class')
    and (
      status in ('finished', 'in-progress', 'onleave') or (status = 'unknown' and has_end)
    )
),
spaced as (
  select *,
    max(greatest(start_instant, coalesce(end_instant, start_instant))) over (
      partition by source, patient order by start_instant, id
      rows between unbounded preceding and 1 preceding
    ) as last_instant
  from inpatient
),
numbered as (
  -- Less than 24 hours after the end of everything before: a transfer, no new stay.
  select *,
    cast(sum(
      case when last_instant is null or start_instant - last_instant >= 86400000 then 1 else 0 end
    ) over (
      partition by source, patient order by start_instant, id
      rows between unbounded preceding and current row
    ) as int) as stay
  from spaced
),
placed as (
  select *,
    row_number() over (
      partition by source, patient, stay order by start_instant, id
    ) as by_start,
    row_number() over (
      partition by source, patient, stay order by end_instant desc nulls last, start_instant, id
    ) as by_end
  from numbered
),
merged as (
  select source, patient, stay,
    min(start_instant) as admission_instant,
    max(case when by_start = 1 then start_day end) as admission_day,
    bool_or(open) as open,
    case when not bool_or(open) then max(case when by_end = 1 then end_day end) end as discharge_day,
    bool_or(by_start = 1 and planned) as planned,
    bool_or(fatal) as fatal
  from placed
  group by source, patient, stay
),
person as (
  select source, patient, gender, death_day,
    try_cast(substr(birth_date, 1, 4) as int) as birth_year,
    -- A year alone counts from 1 July.
    coalesce(try_cast(nullif(substr(birth_date, 6, 2), '') as int), 7) as birth_month
  from newest
  where kind = 'Patient'
),
described as (
  select m.source, m.patient, m.stay, m.admission_instant, m.admission_day, m.discharge_day,
    m.planned, e.institution, e.last_day,
    case p.gender when 'male' then 1 when 'female' then 0 end as gender_encoded,
    year_of(m.admission_day) - p.birth_year
      - case when month_of(m.admission_day) >= p.birth_month then 0 else 1 end as age,
    m.fatal or (
      p.death_day is not null
      and (m.open or p.death_day <= coalesce(m.discharge_day, m.admission_day))
    ) as ends_in_death
  from merged m
  join extract_end e on e.source = m.source
  left join person p on p.source = m.source and p.patient = m.patient
),
judged as (
  select *,
    case
      when ends_in_death then 'death'
      when discharge_day is null then 'noDischarge'
      -- Also where a readmission is known already: keeping only those would teach too high a risk.
      when discharge_day + 30 > last_day then 'censored'
      when age is null or age < 0 or age > 120 then 'noFeatures'
    end as excluded
  from described
),
learned as (
  select source, patient, stay, admission_instant, admission_day, discharge_day
  from judged
  where excluded is null
),
history as (
  select s.source, s.patient, s.stay,
    count(*) filter (
      where other.admission_instant < s.admission_instant
        and s.admission_day - other.admission_day <= 365
    ) as recent_encounters,
    bool_or(
      not other.planned and other.admission_instant > s.admission_instant
        and other.admission_day - s.discharge_day <= 30
    ) as readmitted
  from learned s join judged other on other.source = s.source and other.patient = s.patient
  group by s.source, s.patient, s.stay
),
linked as (
  -- Conditions and orders with the stay of the encounter they name, if it is one of the patient's.
  select r.source, r.kind, r.patient, r.item, r.encounter, r.known_day, r.over_day,
    coalesce(
      array_contains(r.clinical_codes, 'inactive')
        or array_contains(r.clinical_codes, 'remission')
        or array_contains(r.clinical_codes, 'resolved'), false
    ) as is_over,
    n.stay
  from newest r
  left join numbered n
    on n.source = r.source and n.patient = r.patient and concat('Encounter/', n.id) = r.encounter
  where (
    r.kind = 'Condition'
    and not coalesce(
      array_contains(r.verification_codes, 'refuted')
        or array_contains(r.verification_codes, 'entered-in-error'), false
    )
  ) or (
    r.kind = 'MedicationRequest'
    and r.status not in ('cancelled', 'entered-in-error', 'draft')
    and r.intent not in ('proposal', 'plan', 'option')
    and not coalesce(r.do_not_perform, false)
  )
),
counted as (
  -- Different codes, each once a stay.
  select source, patient, stay,
    count(*) filter (where kind = 'Condition') as num_conditions,
    count(*) filter (where kind = 'MedicationRequest') as num_medications
  from (
    select distinct s.source, s.patient, s.stay, l.kind, l.item
    from learned s join linked l on l.source = s.source and l.patient = s.patient
    where l.stay = s.stay
      or (
        l.kind = 'Condition' and l.known_day <= s.discharge_day
        and case when l.over_day is null then not l.is_over else l.over_day >= s.admission_day end
      )
      or (
        l.kind = 'MedicationRequest' and l.encounter is null
        and l.known_day between s.admission_day and s.discharge_day
      )
  ) as used
  group by source, patient, stay
)
select j.institution, j.patient as patient_id, j.admission_instant, j.excluded,
  cast(j.age as int) as age,
  j.gender_encoded,
  cast(least(coalesce(c.num_conditions, 0), 200) as int) as num_conditions,
  cast(least(coalesce(c.num_medications, 0), 200) as int) as num_medications,
  cast(least(coalesce(h.recent_encounters, 0), 365) as int) as recent_encounters,
  case when h.readmitted then 1 else 0 end as readmitted
from judged j
left join history h on h.source = j.source and h.patient = j.patient and h.stay = j.stay
left join counted c on c.source = j.source and c.patient = j.patient and c.stay = j.stay
