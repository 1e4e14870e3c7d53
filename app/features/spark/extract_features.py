"""The training table of FHIR extracts on Spark: the SQL of ../sql, as DuckDB runs it.

spark-submit extract_features.py --output TABLE.csv [--extract-end DATE] INSTITUTION=PATH [...]

A PATH is NDJSON of FHIR R4 resources: a file, a folder or a pattern, on any storage that this Spark
reads; several for one institution are given one by one, later ones count where a record comes twice.
The output is a folder of CSV parts in the order of their names; --single writes one part.
"""

import argparse
import json
import re
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

SQL = Path(__file__).resolve().parent.parent / "sql"
USED = ("Patient", "Encounter", "Condition", "MedicationRequest")
CODING = "struct<`system`:string, code:string>"
CONCEPT = f"struct<coding:array<{CODING}>>"
REFERENCE = "struct<reference:string>"
PERIOD = "struct<`start`:string, `end`:string>"

# The elements of app/features/resource-sql.ts.
SCHEMA = ", ".join(
    f"`{name}` {kind}"
    for name, kind in {
        "resourceType": "string",
        "id": "string",
        "meta": "struct<lastUpdated:string>",
        "gender": "string",
        "birthDate": "string",
        "deceasedDateTime": "string",
        "status": "string",
        "class": CODING,
        "type": f"array<{CONCEPT}>",
        "priority": CONCEPT,
        "subject": REFERENCE,
        "period": PERIOD,
        "reasonCode": f"array<{CONCEPT}>",
        "hospitalization": f"struct<dischargeDisposition:{CONCEPT}>",
        "clinicalStatus": CONCEPT,
        "verificationStatus": CONCEPT,
        "code": CONCEPT,
        "encounter": REFERENCE,
        "onsetDateTime": "string",
        "onsetPeriod": PERIOD,
        "abatementDateTime": "string",
        "abatementPeriod": PERIOD,
        "recordedDate": "string",
        "intent": "string",
        "doNotPerform": "boolean",
        "medicationCodeableConcept": CONCEPT,
        "medicationReference": REFERENCE,
        "authoredOn": "string",
    }.items()
)

RESOURCE = """
select source, file_no, resourceType as kind, id, meta.lastUpdated as last_updated,
  case when resourceType = 'Patient' then id else patient_of(subject.reference) end as patient,
  gender, birthDate as birth_date, deceasedDateTime as deceased, status, class, type, priority,
  reasonCode as reason, hospitalization.dischargeDisposition as disposition,
  period.`start` as period_start, period.`end` as period_end,
  clinicalStatus as clinical_status, verificationStatus as verification_status,
  coalesce(code, medicationCodeableConcept) as code,
  literal_of(medicationReference.reference) as medication,
  literal_of(encounter.reference) as encounter, authoredOn as authored, recordedDate as recorded,
  onsetDateTime as onset, onsetPeriod.`start` as onset_start, onsetPeriod.`end` as onset_end,
  abatementDateTime as abatement, abatementPeriod.`end` as abatement_end,
  intent, doNotPerform as do_not_perform
from file
"""

TABLE = """
select patient_id, institution, age, if(gender_encoded = 1, 'male', 'female') as gender,
  num_conditions, num_medications, recent_encounters, 0 as expired, readmitted
from stay where excluded is null and gender_encoded is not null
order by institution, patient_id, admission_instant
"""


def statements(name: str) -> list[str]:
    """The statements of a file of ../sql, without comments (Spark takes one at a time)."""
    text = re.sub(r"^\s*--.*$", "", (SQL / name).read_text(), flags=re.MULTILINE)
    return [part for part in text.split(";\n") if part.strip()]


def stays(spark: SparkSession, sources: list[tuple[str, list[str], str | None]]) -> DataFrame:
    """One row per inpatient stay of (institution, paths, last day or None): sql/features.sql."""
    # As DuckDB counts: dates and times are numbers of UTC, whatever the cluster's zone.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    for name in ("spark.sql", "clinical-codes.sql"):
        for statement in statements(name):
            spark.sql(statement)
    read: DataFrame | None = None
    number = 0
    for source, (_, paths, _) in enumerate(sources):
        for path in paths:
            own = spark.read.schema(SCHEMA).json(path).selectExpr(
                f"{source} as source", f"{number} as file_no", "*"
            )
            read = own if read is None else read.unionByName(own)
            number += 1
    if read is None:
        raise ValueError("sources: got none; fix: name an institution and its files")
    read.where(read.resourceType.isin(*USED)).createOrReplaceTempView("file")
    spark.sql(RESOURCE).createOrReplaceTempView("resource")
    # Read once: features.sql looks at the records several times.
    spark.sql(statements("records.sql")[0]).persist().createOrReplaceTempView("record")
    spark.createDataFrame(
        [(source, institution, end) for source, (institution, _, end) in enumerate(sources)],
        "source int, institution string, last_date string",
    ).selectExpr("source", "institution", "day_of(last_date) as last_day").createOrReplaceTempView(
        "source"
    )
    return spark.sql(statements("features.sql")[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", required=True)
    parser.add_argument("--extract-end", help="last day the files cover, as 2026-01-31")
    parser.add_argument("--single", action="store_true", help="one part, for small tables")
    parser.add_argument("sources", nargs="+", metavar="INSTITUTION=PATH")
    options = parser.parse_args()
    paths: dict[str, list[str]] = {}
    for source in options.sources:
        institution, _, path = source.partition("=")
        if not path:
            parser.error(f"got '{source}', allowed INSTITUTION=PATH")
        paths.setdefault(institution, []).append(path)
    spark = SparkSession.builder.appName("dataspace-features").getOrCreate()
    sources = [(name, files, options.extract_end) for name, files in paths.items()]
    stays(spark, sources).persist().createOrReplaceTempView("stay")
    table = spark.sql(TABLE)
    (table.coalesce(1) if options.single else table).write.csv(
        options.output, header=True, mode="overwrite"
    )
    counts = spark.sql(
        """select coalesce(excluded, case when gender_encoded is null then 'genderUnknown' end,
             'rows') as what, count(*) as stays from stay group by 1 order by 1"""
    )
    print(json.dumps({row.what: row.stays for row in counts.collect()}))
    spark.stop()


if __name__ == "__main__":
    main()
