"""What every peer does: hold itself to the threads it is given, name its versions, answer requests line by line.

Started as `python SCRIPT THREADS CLOCK FOLDER`. Importing this module sets the thread counts, so it comes before any
numerical library. A request is a case and its arguments; the answer is the seconds of one unit of work, then the
numbers that were computed.
"""

import functools
import os
import sys
import time
from importlib import metadata

threads = int(sys.argv[1])
clock = time.CLOCK_MONOTONIC if sys.argv[2] == "wall" else time.CLOCK_PROCESS_CPUTIME_ID
folder = sys.argv[3]

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[library + "_NUM_THREADS"] = str(threads)


def now():
    """Seconds since an arbitrary moment."""
    return time.clock_gettime(clock)


def stop_missing(error):
    """Tells that a module is missing, and ends."""
    print("missing", error, flush=True)
    sys.exit(0)


@functools.lru_cache(maxsize=None)
def array(name, kind, *shape):
    """An array that the other side has written; `kind` is a NumPy type name."""
    import numpy

    return numpy.fromfile(os.path.join(folder, name), dtype=kind).reshape(shape)


def serve(packages, cases, *versions):
    """Answers requests until the input ends; `cases` maps names to functions of strings that give seconds, values."""
    versions = [f"{name} {metadata.version(name)}" for name in packages] + list(versions)
    print("ready", ", ".join(versions), flush=True)
    for line in sys.stdin:
        name, *arguments = line.split()
        try:
            seconds, values = cases[name](*arguments)
            answer = " ".join(repr(float(value)) for value in (seconds, *values))
        except Exception as error:
            answer = "error " + " ".join(f"{type(error).__name__}: {error}".split())
        print(answer, flush=True)
