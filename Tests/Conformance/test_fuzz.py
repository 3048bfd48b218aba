"""Malformed messages on all channels: the next good request is answered every time, and memory does not grow."""

import pytest

from fuzz import GROWTH, Fuzzer, FuzzFailure, narrow


@pytest.mark.limit(300)
def test_malformed_messages(start, kernel, client, snippets, request, measured):
    """After each malformed message the next good request is answered; memory grows by less than 16 MiB."""
    cases = request.config.getoption("fuzz_cases")
    client.close()
    fuzzer = Fuzzer(kernel, snippets)
    try:
        first, last, seconds = fuzzer.run_all(cases)
    except FuzzFailure as failure:
        pytest.fail(narrow(failure, start, snippets), pytrace=False)
    finally:
        fuzzer.close()
    measured(f"{cases:,} cases in {seconds:.0f} s; {first / 1e6:.1f} MB after a tenth, {last / 1e6:.1f} MB at the end")
    assert last - first < GROWTH, f"memory grew from {first / 1e6:.1f} to {last / 1e6:.1f} MB"
