"""Options, the kernels that checks are given, and a time limit on everything."""

import signal

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from kernel import Kernel
from results import Results
from snippets import SNIPPETS

LIMIT = 60  # seconds that a check may take, unless it is marked otherwise


def pytest_addoption(parser):
    group = parser.getgroup("conformance")
    group.addoption("--kernel", default="espalier", help="name of the kernelspec to test (default: espalier)")
    group.addoption("--table", action="store_true", help="print the results as rows of a Markdown table; never fails")
    group.addoption("--explain", action="store_true", help="print what each check means, without running any")
    group.addoption("--fuzz-cases", type=int, default=100_000, help="number of malformed messages (default: 100000)")


def pytest_configure(config):
    config.addinivalue_line("markers", "limit(seconds): how long a check may take")
    config.pluginmanager.register(Results(config), "conformance-results")
    if config.getoption("table") or config.getoption("explain"):
        config.option.tbstyle = "no"
        config.option.reportchars = ""
        config.option.collectonly = config.getoption("explain")


def pytest_collection_modifyitems(items):
    """The public checks come first, the long one last."""
    items.sort(key=lambda item: {"test_testbed": 0, "test_fuzz": 2}.get(item.function.__module__, 1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Ends a check that takes too long, whatever it waits for."""
    marker = item.get_closest_marker("limit")
    seconds = marker.args[0] if marker else LIMIT
    if item.function.__module__ == "test_fuzz":
        seconds = max(seconds, item.config.getoption("fuzz_cases") // 50)

    def give_up(*_):
        raise TimeoutError(f"not done within {seconds} s")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        return (yield)
    finally:
        signal.alarm(0)


@pytest.fixture(scope="session")
def specification(request):
    """The kernelspec of the kernel under test."""
    return KernelSpecManager().get_kernel_spec(request.config.getoption("kernel"))


@pytest.fixture(scope="session")
def snippets(specification):
    """What to say in the language of the kernel."""
    language = specification.language.lower()
    assert language in SNIPPETS, f"snippets.py has no cells in {language}"
    return SNIPPETS[language]


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A cache that all kernels of a run share, as a user's kernels do."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def start(specification, cache):
    """Starts kernels, which are killed when the check is over."""
    kernels = []

    def start(connection=None, environment=None, **options):
        environment = {"XDG_CACHE_HOME": cache, **(environment or {})}
        kernels.append(Kernel(specification, connection, environment=environment, **options))
        return kernels[-1]

    yield start
    for each in kernels:
        each.close()


@pytest.fixture
def kernel(start):
    """A running kernel of the check's own."""
    return start()


@pytest.fixture
def client(kernel):
    """A front end of that kernel, which answers."""
    return kernel.connect()


@pytest.fixture
def measured(record_property):
    """Notes a figure for the table of results."""
    return lambda text: record_property("measured", text)
