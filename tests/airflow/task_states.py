"""Prints the state of each task in Airflow's database, and how many values were pushed to XCom, as JSON."""

import json
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
states = dict(database.execute("select task_id, state from task_instance"))
(pushed,) = database.execute("select count(*) from xcom").fetchone()
print(json.dumps({"states": states, "pushed": pushed}))
