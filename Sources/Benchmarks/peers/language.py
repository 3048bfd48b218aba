"""The programs of the language benchmark as Python writes them; only the standard library."""

import functools
import platform

import peer


def total():
    """The sum of ten million integers."""
    result = 0
    for i in range(10_000_000):
        result += i
    return result


def fibonacci(n=27):
    """A function that calls itself."""
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def nested():
    """A loop over an array of arrays that is made before."""
    rows = [[float(i * j % 7) for j in range(1000)] for i in range(1000)]
    result = 0.0
    for i in range(1000):
        for j in range(1000):
            result += rows[i][j]
    return result


def texts():
    """Texts made and sorted."""
    words = []
    for i in range(200_000):
        words.append(f"word {i * 7919 % 200_000}")
    words.sort()
    return len(words[100_000])


def closures():
    """A million elements through three functions."""
    numbers = list(range(1_000_000))
    doubled = map(lambda x: x * 2 + 1, numbers)
    return functools.reduce(lambda a, b: a + b, filter(lambda x: x % 3 == 0, doubled), 0)


def calls():
    """A closure in a variable, called in a loop."""
    step = 3
    add = lambda x: x + step
    result = 0
    for _ in range(2_000_000):
        result = add(result)
    return result


def structures():
    """Objects whose properties and methods are used."""

    class Point:
        def __init__(self, x, y):
            self.x = x
            self.y = y

        def move(self, d):
            self.x += d
            self.y -= d

    point = Point(0.0, 0.0)
    for i in range(300_000):
        point.move(float(i % 3))
    return point.x - point.y


def counts():
    """A dictionary that counts."""
    found = {}
    for i in range(500_000):
        key = i * 31 % 1000
        found[key] = found.get(key, 0) + 1
    return found[7]


def sieve():
    """An array that changes in place."""
    n = 1_000_000
    prime = [True] * (n + 1)
    i = 2
    while i * i <= n:
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
        i += 1
    return sum(1 for i in range(2, n + 1) if prime[i])


def timed(program):
    """A case for the server."""

    def run():
        start = peer.now()
        value = program()
        return peer.now() - start, [value]

    return run


programs = [total, fibonacci, nested, texts, closures, calls, structures, counts, sieve]
peer.serve([], {program.__name__: timed(program) for program in programs}, f"CPython {platform.python_version()}")
