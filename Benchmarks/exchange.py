"""The talk of a program that works in portions with the one that compares (see compare.py)."""

import json
import resource
import sys
import time


def serve(unit):
    """Does as many units of work as each line of standard input says, until there are no more."""
    for line in sys.stdin:
        began = time.perf_counter()
        losses = [unit() for _ in range(int(line))]
        print(json.dumps({"seconds": time.perf_counter() - began, "losses": losses}), flush=True)
    print(json.dumps({"peakMemoryBytes": peak_memory()}), flush=True)


def peak_memory():
    """The largest resident size so far; Linux's ru_maxrss would count the process that started this."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return 1024 * next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
