"""A child on the leash dies with its parent, however busy it is."""

import os
import subprocess
import sys

import psutil

from tests.processes import LEASH, ROOT, wait_until

BUSY_POOL_PROCESS = """
import os, time
from wargame.celery import die_with_worker
if os.fork() == 0:
    die_with_worker()
    print(os.getpid(), flush=True)
time.sleep(3600)
"""


def start(argv):
    return subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def gone(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_pool_process_dies_with_the_worker():
    worker = start([sys.executable, "-c", BUSY_POOL_PROCESS])
    child = psutil.Process(int(worker.stdout.readline()))
    assert not gone(child)
    worker.kill()
    worker.wait()
    wait_until(lambda: gone(child), what="the pool process to die", seconds=10)


def test_a_child_whose_parent_is_already_gone_does_not_start():
    stranger = os.getppid()
    late = start([sys.executable, str(LEASH), str(stranger), sys.executable, "-c", "print('started')"])
    assert late.communicate()[0] == ""
    assert late.returncode < 0
