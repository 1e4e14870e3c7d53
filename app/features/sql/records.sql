-- FHIR resources as flat rows of numbers and codes. The same text runs on DuckDB and on Spark.
-- Reads: resource, one row a resource with the elements named here as FHIR nests them.
select source, file_no, kind, id, patient,
  instant_of(last_updated) as updated,
  gender,
  -- To the month, as the service stores it: a model must not learn from more than it is asked with.
  substr(birth_date, 1, 7) as birth_date,
  -- Only a whole date places a death.
  case when length(deceased) >= 10 then day_of(substr(deceased, 1, 10)) end as death_day,
  status,
  system_and_code(class) as class_code,
  codes_of(type) as type_codes,
  codes_of_one(priority) as priority_codes,
  codes_of(reason) as reason_codes,
  codes_of_one(disposition) as disposition_codes,
  instant_of(period_start) as start_instant,
  case when instant_of(period_start) is not null then day_of(period_start) end as start_day,
  instant_of(period_end) as end_instant,
  case when instant_of(period_end) is not null then day_of(period_end) end as end_day,
  period_end is not null as has_end,
  plain_codes_of(clinical_status) as clinical_codes,
  plain_codes_of(verification_status) as verification_codes,
  -- The same diagnosis or drug recorded twice counts once.
  case when kind in ('Condition', 'MedicationRequest') then
    coalesce(first_code_of(code), medication, id)
  end as item,
  encounter,
  -- The day it became known, not the day it began: an onset told later was no knowledge then.
  day_of(coalesce(authored, recorded, onset, onset_start)) as known_day,
  day_of(coalesce(abatement, abatement_end, onset_end)) as over_day,
  intent, do_not_perform
from resource
