"""Cloze: retrain every night. Copy this file into Airflow's DAG folder (Airflow 2.4 or newer, and 3).

Airflow variables: cloze_home (default /opt/cloze), cloze_master, cloze_conf. Set SPARK_HOME and CLOZE_ALERT_URL in the environment of the worker.
"""

import os
import subprocess
from datetime import datetime, timedelta

try:  # Airflow 3
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.operators.bash import BashOperator


def alert(context):
    """Run the alert hook of the other schedules after the last attempt."""
    home = context["var"]["value"].get("cloze_home", "/opt/cloze")
    name = context["task_instance"].task_id
    subprocess.run([os.path.join(home, "deploy/schedule/alert.sh"), f"cloze {name}"], timeout=120, check=False)


with DAG(
    dag_id="cloze_retrain",
    schedule="17 2 * * *",
    start_date=datetime(2026, 1, 1),
    # The next run finds the documents of a missed day, so there is nothing to catch up on.
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=14),
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(hours=4),
        "on_failure_callback": alert,
    },
    tags=["cloze"],
) as dag:
    # The last line of output (promoted, kept or nothing new) becomes the task's XCom.
    BashOperator(
        task_id="retrain",
        bash_command='exec "$CLOZE_HOME/deploy/submit.sh" retrain --master "$CLOZE_MASTER" --conf "$CLOZE_CONF"',
        env={
            "CLOZE_HOME": "{{ var.value.get('cloze_home', '/opt/cloze') }}",
            "CLOZE_MASTER": "{{ var.value.cloze_master }}",
            "CLOZE_CONF": "{{ var.value.cloze_conf }}",
        },
        append_env=True,
        do_xcom_push=True,
    )
