"""The jobs of LVM-Med as an Airflow DAG, each a spark-submit in YARN's cluster mode.

A job that is run again goes on where it stopped, so every task may be retried. Exit codes of the
driver are YARN's final status in cluster mode; what fails for its configuration or input fails again,
hence few retries. Set the Airflow variables lvm_med_home, lvm_med_corpus, lvm_med_work,
lvm_med_secret and, if you like, lvm_med_recipe and lvm_med_queue.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.models.baseoperator import chain
from airflow.operators.bash import BashOperator

SUBMIT = (
    "{{ var.value.lvm_med_home }}/deploy/yarn/submit cluster"
    " --queue {{ var.value.get('lvm_med_queue', 'default') }} --"
)
OPTIONS = (
    " --work '{{ var.value.lvm_med_work }}'"
    " --recipe {{ var.value.get('lvm_med_recipe', 'laptop') }}"
)
INGEST = (
    " --corpus '{{ var.value.lvm_med_corpus }}'"
    " --secret '{{ var.value.lvm_med_secret }}'"
)

with DAG(
    dag_id="lvm_med",
    description="Pretraining of a medical-imaging encoder by second-order graph matching",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    chain(
        BashOperator(task_id="ingest", bash_command=SUBMIT + " ingest" + OPTIONS + INGEST),
        BashOperator(task_id="similarity", bash_command=SUBMIT + " similarity" + OPTIONS),
        BashOperator(
            task_id="pretrain",
            bash_command=SUBMIT + " pretrain" + OPTIONS,
            execution_timeout=timedelta(days=7),
        ),
        BashOperator(task_id="evaluate", bash_command=SUBMIT + " evaluate" + OPTIONS),
        BashOperator(task_id="report", bash_command=SUBMIT + " report" + OPTIONS),
    )
