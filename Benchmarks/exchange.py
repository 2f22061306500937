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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"peakMemoryBytes": peak * scale}), flush=True)
