"""The same table with pandas: python features.py FOLDER OUTPUT. Prints its times as JSON.

As a data scientist writes it: lines parsed by json into columns, the rest by merges and groups.
Only the rules that the generated extract needs; the bench compares the bytes of both tables.
"""

import json
import resource
import sys
import time

import pandas as pd

FOLDER, OUTPUT = sys.argv[1:]
STARTED = time.perf_counter()
DAY = pd.Timedelta(days=1)


def frame(kind, columns):
    """The wanted values of a file's records as columns."""
    rows = []
    with open(f"{FOLDER}/{kind}.ndjson", encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            rows.append([value(record) for value in columns.values()])
    return pd.DataFrame(rows, columns=list(columns))


def patient_of(record):
    return record["subject"]["reference"].removeprefix("Patient/")


def encounter_of(record):
    return record["encounter"]["reference"].removeprefix("Encounter/")


def code_of(concept):
    coding = concept["coding"][0]
    return f"{coding['system']}|{coding['code']}"


patients = frame(
    "Patient",
    {
        "patient": lambda r: r["id"],
        "gender": lambda r: r["gender"],
        "birth": lambda r: r["birthDate"][:7],
    },
)
encounters = frame(
    "Encounter",
    {
        "encounter": lambda r: r["id"],
        "patient": patient_of,
        "start": lambda r: r["period"]["start"],
        "end": lambda r: r["period"]["end"],
        "planned": lambda r: r["priority"]["coding"][0]["code"] == "EL",
        "fatal": lambda r: r["hospitalization"]["dischargeDisposition"]["coding"][0]["code"] == "exp",
    },
)
for column in ("start", "end"):
    encounters[column] = pd.to_datetime(encounters[column], utc=True)
encounters = encounters.sort_values(["patient", "start", "encounter"], ignore_index=True)
before = encounters.groupby("patient")["end"].transform(lambda ends: ends.cummax().shift())
encounters["stay"] = (~(encounters["start"] - before < DAY)).cumsum()
stays = encounters.groupby("stay").agg(
    patient=("patient", "first"),
    admission=("start", "first"),
    discharge=("end", "max"),
    planned=("planned", "first"),
    fatal=("fatal", "any"),
)
stays["admission_day"] = stays["admission"].dt.floor("D")
stays["discharge_day"] = stays["discharge"].dt.floor("D")
last_day = encounters["end"].max().floor("D")

pairs = stays.reset_index().merge(stays.reset_index(), on="patient", suffixes=("", "_other"))
earlier = pairs[
    (pairs["admission_other"] < pairs["admission"])
    & (pairs["admission_day"] - pairs["admission_day_other"] <= 365 * DAY)
]
returns = pairs[
    ~pairs["planned_other"]
    & (pairs["admission_other"] > pairs["admission"])
    & (pairs["admission_day_other"] - pairs["discharge_day"] <= 30 * DAY)
]
stays["recent_encounters"] = earlier.groupby("stay").size().clip(upper=365)
stays["readmitted"] = returns.groupby("stay").size().clip(upper=1)

conditions = frame(
    "Condition",
    {
        "patient": patient_of,
        "encounter": encounter_of,
        "code": lambda r: code_of(r["code"]),
        "known": lambda r: r["recordedDate"],
        "over": lambda r: r.get("abatementDateTime"),
    },
)
stay_of = encounters.set_index("encounter")["stay"]
conditions["own"] = conditions["encounter"].map(stay_of)
for column in ("known", "over"):
    conditions[column] = pd.to_datetime(conditions[column], utc=True)
seen = conditions.merge(
    stays.reset_index()[["patient", "stay", "admission_day", "discharge_day"]], on="patient"
)
seen = seen[
    (seen["own"] == seen["stay"])
    | (
        (seen["known"] <= seen["discharge_day"])
        & (seen["over"].isna() | (seen["over"] >= seen["admission_day"]))
    )
]
stays["num_conditions"] = seen.drop_duplicates(["stay", "code"]).groupby("stay").size().clip(upper=200)

orders = frame(
    "MedicationRequest",
    {
        "encounter": encounter_of,
        "status": lambda r: r["status"],
        "drug": lambda r: code_of(r["medicationCodeableConcept"]),
    },
)
orders = orders[orders["status"] != "cancelled"]
orders["stay"] = orders["encounter"].map(stay_of)
stays["num_medications"] = (
    orders.drop_duplicates(["stay", "drug"]).groupby("stay").size().clip(upper=200)
)

table = stays.merge(patients, on="patient", how="left")
table = table[~table["fatal"] & (table["discharge_day"] + 30 * DAY <= last_day)]
year, month = (table["birth"].str[part].astype(int) for part in (slice(0, 4), slice(5, 7)))
table["age"] = table["admission"].dt.year - year - (table["admission"].dt.month < month)
table = table.sort_values(["patient", "admission"])
table = table.rename(columns={"patient": "patient_id"}).assign(institution="dkfz", expired=0)
counts = ["num_conditions", "num_medications", "recent_encounters", "readmitted"]
table[counts] = table[counts].fillna(0).astype(int)
table[
    ["patient_id", "institution", "age", "gender", *counts[:3], "expired", "readmitted"]
].to_csv(OUTPUT, index=False)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "rows": len(table),
            "wallMs": (time.perf_counter() - STARTED) * 1000,
            "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
            "peakMb": usage.ru_maxrss * 1024 / 1e6,
        }
    )
)
