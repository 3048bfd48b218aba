"""`espalier repl`: cells at a prompt."""

import signal
import subprocess
import threading
import time

import pytest
from conftest import BINARY
from terminal import BACKSPACE, CONTROL_C, CONTROL_D, CONTROL_R, DOWN, END, ENTER, HOME, LEFT, TAB, UP, Terminal


@pytest.fixture
def repl(tmp_path):
    """Starts prompts, at the first of which they wait."""
    terminals = []

    def start(**options):
        terminal = Terminal("repl", folder=tmp_path, **options)
        terminals.append(terminal)
        terminal.wait_for_prompt(1)
        return terminal

    yield start
    for terminal in terminals:
        terminal.child.close(force=True)


def test_cells_run_and_values_are_shown(repl):
    terminal = repl()
    terminal.send("let a = 20" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send("a + 1" + ENTER)
    terminal.wait_for_prompt(3)
    assert terminal.lines[-4:] == ["1> let a = 20", "2> a + 1", "21", "3>"]
    terminal.send(CONTROL_D)
    assert terminal.end() == 0


def test_a_cell_goes_on_until_it_is_whole_with_its_indent(repl):
    terminal = repl()
    terminal.send("for i in 0..<2 {" + ENTER + "if i > 0 {" + ENTER + "print(i)" + ENTER + "}" + ENTER + "}" + ENTER)
    terminal.wait_for_prompt(2)
    assert terminal.lines[-7:] == ["1> for i in 0..<2 {", "  if i > 0 {", "    print(i)", "  }", "}", "1", "2>"]


def test_an_empty_line_ends_a_cell_that_is_not_whole(repl):
    terminal = repl()
    terminal.send("let a = [1," + ENTER)
    terminal.settle()
    terminal.send(ENTER)
    terminal.wait_for_prompt(2)
    assert "error[syntax]" in "\n".join(terminal.lines)


def test_the_lines_of_a_cell_are_edited_with_the_arrows(repl):
    terminal = repl()
    terminal.send("func f() -> Int {" + ENTER + "1" + ENTER + "}")
    terminal.settle()
    terminal.send(UP + UP + END + LEFT + LEFT + BACKSPACE * 3 + "Double" + DOWN + HOME)
    terminal.settle()
    assert terminal.lines[-3:] == ["1> func f() -> Double {", "  1", "}"]
    assert terminal.screen.cursor.x == 0 and terminal.line.startswith("  1")
    terminal.send(ENTER + "f()" + ENTER)
    terminal.wait_for_prompt(3)
    assert terminal.lines[-2] == "1.0"


def test_errors_are_red_and_leave_the_session_whole(repl):
    terminal = repl()
    terminal.send("let a = 1" + ENTER + "[1][5]" + ENTER)
    terminal.wait_for_prompt(3)
    assert b"\x1b[31merror[index-out-of-range]" in terminal.raw
    assert " --> cell 2, line 1, column 1" in terminal.lines
    terminal.send("a" + ENTER)
    terminal.wait_for_prompt(4)
    assert terminal.lines[-2] == "1"


def test_an_interrupt_stops_a_cell_at_once_and_keeps_every_variable(repl):
    terminal = repl()
    terminal.send("var count = 0" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send("while true { count += 1 }" + ENTER)
    time.sleep(0.5)
    started = time.monotonic()
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(3)
    # The cell stops in milliseconds; a busy machine may take long to draw.
    assert time.monotonic() - started < 1
    assert "error[interrupted]" in "\n".join(terminal.lines)
    terminal.send("count > 0" + ENTER)
    terminal.wait_for_prompt(4)
    assert terminal.lines[-2] == "true"


def test_an_interrupt_clears_what_is_typed(repl):
    terminal = repl()
    terminal.send("let a = (" + ENTER + "unfinished")
    terminal.settle()
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(1)
    terminal.send("2 + 2" + ENTER)
    terminal.wait_for_prompt(2)
    assert terminal.lines[-2] == "4"


def test_keys_count_in_the_order_in_which_they_are_typed(repl):
    terminal = repl()
    terminal.send("let given = up" + CONTROL_C + "let kept = 3" + ENTER + "kept" + ENTER)
    terminal.wait_for_prompt(3)
    assert terminal.lines[-4:] == ["1> let kept = 3", "2> kept", "3", "3>"]


def test_a_stopped_prompt_goes_on_where_it_was(repl, tmp_path):
    terminal = repl()
    terminal.send("let a = 1")
    terminal.settle()
    terminal.child.kill(signal.SIGSTOP)
    terminal.settle()
    terminal.child.kill(signal.SIGCONT)
    terminal.settle()
    terminal.send("2" + ENTER + "a" + ENTER)
    terminal.wait_for_prompt(3)
    assert terminal.lines[-2] == "12"


def test_training_is_followed_on_a_line_that_goes(repl):
    terminal = repl()
    terminal.send("let run = train(mlp([64, 300, 10]), on: digits(), epochs: 200)" + ENTER)
    terminal.wait_for_prompt(2, 60)
    assert "▐".encode() in terminal.raw
    shown = terminal.lines[-3:]
    assert shown[0].startswith("1> let run") and shown[1].startswith("train: ") and "▐" not in "\n".join(terminal.lines)


def test_questions_are_answered_and_passwords_stay_hidden(repl):
    terminal = repl()
    terminal.send('let name = readLine() ?? ""' + ENTER)
    terminal.settle()
    terminal.send("Bögli" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send("name.count" + ENTER)
    terminal.wait_for_prompt(3)
    assert terminal.lines[-4:] == ["Bögli", "2> name.count", "5", "3>"]
    terminal.send('let key = readLine("Key? ", password: true) ?? ""' + ENTER)
    terminal.wait_for("Key? ")
    terminal.send("geheim" + ENTER)
    terminal.wait_for_prompt(4)
    terminal.send("key.count" + ENTER)
    terminal.wait_for_prompt(5)
    assert terminal.lines[-4:] == ["Key?", "4> key.count", "6", "5>"]
    assert "geheim" not in "\n".join(terminal.lines)
    terminal.send("readLine()" + ENTER)
    terminal.settle()
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(6)
    assert "error[interrupted]" in "\n".join(terminal.lines)


def test_tab_completes_lists_signatures_and_indents(repl):
    terminal = repl()
    terminal.send("let widthOfAll = 3" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send("widthO" + TAB)
    terminal.wait_for("2> widthOfAll")
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(2)
    terminal.send("int" + TAB)
    terminal.wait_for("intrinsicDimension  intrinsicDimension(_ points: Tensor")
    assert terminal.line.rstrip() == "2> int"
    terminal.send("r" + TAB)
    terminal.wait(lambda terminal: terminal.line.rstrip() == "2> intrinsicDimension")
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(2)
    # Nearly anything may stand in the brackets of a call; its labels are shown.
    terminal.send("train(" + TAB)
    terminal.wait_for("epochs: ")
    assert any(line.startswith("optimizer: ") and "Optimizer" in line for line in terminal.lines)
    assert "lenet300" not in "\n".join(terminal.lines)
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(2)
    terminal.send(TAB + "1")
    terminal.settle()
    assert terminal.line.rstrip() == "2>   1"


@pytest.mark.parametrize(
    "typed", ['"', '"abc', "(", "a.", ".", "漢", "🌲.", "// comment ", "train(", "train(on", "é", "let x: ", "}", '"\\(' ])
def test_tab_in_odd_places_changes_nothing_for_the_worse(repl, typed):
    terminal = repl()
    terminal.send(typed + TAB + TAB)
    terminal.settle()
    assert terminal.child.isalive()
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(1)
    terminal.send("1 + 1" + ENTER)
    terminal.wait_for_prompt(2)
    assert terminal.lines[-2] == "2"


def test_history_goes_from_one_prompt_to_the_next(repl, tmp_path):
    first = repl()
    first.send("func twice(x: Int) -> Int {" + ENTER + "x * 2" + ENTER + "}" + ENTER)
    first.wait_for_prompt(2)
    first.send("twice(x: 4)" + ENTER)
    first.wait_for_prompt(3)
    first.send(CONTROL_D)
    assert first.end() == 0
    second = repl()
    second.send(UP)
    second.wait_for("1> twice(x: 4)")
    second.send(UP)
    second.wait_for("1> func twice(x: Int) -> Int {")
    second.settle()
    assert second.lines[-3:] == ["1> func twice(x: Int) -> Int {", "  x * 2", "}"]
    second.send(ENTER)
    second.wait_for_prompt(2)
    second.send(CONTROL_R + "twice(x:")
    second.settle()
    second.send(ENTER)
    second.settle()
    second.wait(lambda terminal: terminal.line.startswith("3>"))
    assert any(line == "8" for line in second.lines) or "func" in "\n".join(second.lines[-6:])


def test_history_can_be_turned_off(repl, tmp_path):
    terminal = repl(ESPALIER_HISTORY="off")
    terminal.send("let secret = 1" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send(CONTROL_D)
    terminal.end()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    terminal = repl(ESPALIER_HISTORY="off")
    terminal.send(UP)
    terminal.settle()
    assert "secret" not in "\n".join(terminal.lines)


@pytest.mark.parametrize("columns", [20, 80])
def test_wide_characters_keep_the_cursor_where_it_is(repl, columns):
    terminal = repl(columns=columns)
    text = 'let wort = "äâé漢字🌲漢字漢字xyz"'
    terminal.send(text)
    terminal.settle()
    # Over the end of a line, a character of two columns goes to the next one whole.
    shown = "".join(line.rstrip() for line in terminal.lines if not line.startswith(("Espalier", "Tab")))
    assert shown.replace(" ", "").endswith(("1>" + text).replace(" ", ""))
    terminal.send(LEFT * 4 + BACKSPACE * 2 + "!" + ENTER)
    terminal.wait_for_prompt(2)
    terminal.send("wort" + ENTER)
    terminal.wait_for_prompt(3)
    assert "äâé漢字🌲漢字!xyz" in "".join(line.strip() for line in terminal.lines)


def test_backspace_takes_a_character_with_what_combines(repl):
    terminal = repl()
    terminal.send('"ae\u0301👩‍👩‍👧b"' + LEFT * 2 + BACKSPACE * 2 + ENTER)
    terminal.wait_for_prompt(2)
    assert terminal.lines[-2] == '"ab"'


def test_a_paste_is_one_cell_whatever_its_length(repl):
    terminal = repl(rows=12)
    lines = ["func many() -> Int {", "  var sum = 0"] + [f"  sum += {index}" for index in range(10_000)]
    keys = "\n".join(lines + ["  return sum", "}", "many()"]) + "\n"
    typist = threading.Thread(target=lambda: (terminal.paste(keys), terminal.send(ENTER)))
    typist.start()
    terminal.wait_for_prompt(2, 60)
    assert terminal.lines[-2] == str(sum(range(10_000)))


def test_10000_lines_that_a_terminal_sends_as_typed_all_run(repl):
    terminal = repl(rows=12, ESPALIER_HISTORY="off")
    terminal.send("var sum = 0" + ENTER)
    terminal.wait_for_prompt(2)
    # Both ends must move, or each waits for the other.
    keys = "".join(f"sum += {index}{ENTER}" for index in range(10_000))
    typist = threading.Thread(target=terminal.send, args=(keys,))
    typist.start()
    terminal.wait_for_prompt(10_002, 120)
    typist.join()
    terminal.send("sum" + ENTER)
    terminal.wait_for_prompt(10_003)
    assert terminal.lines[-2] == str(sum(range(10_000)))


def test_the_size_of_the_terminal_may_change(repl):
    terminal = repl()
    terminal.send("let a = 1")
    terminal.settle()
    terminal.child.setwinsize(24, 40)
    terminal.settle()
    terminal.send("2" + ENTER + "a" + ENTER)
    terminal.wait(lambda terminal: terminal.line.startswith("3>"))
    assert "12" in terminal.lines


def test_the_end_of_input_within_a_string_leaves(repl):
    terminal = repl()
    terminal.send('print("""' + ENTER + "text")
    terminal.settle()
    terminal.send(CONTROL_C)
    terminal.wait_for_prompt(1)
    terminal.send(CONTROL_D)
    assert terminal.end() == 0


@pytest.mark.parametrize("word", ["exit", "quit()", "exit()"])
def test_the_words_of_other_prompts_leave_too(repl, word):
    terminal = repl()
    terminal.send(word + ENTER)
    assert terminal.end() == 0


def test_a_terminated_prompt_gives_the_terminal_back(repl):
    import termios

    terminal = repl()
    terminal.child.kill(signal.SIGTERM)
    terminal.settle()
    flags = termios.tcgetattr(terminal.child.child_fd)[3]
    assert flags & termios.ICANON and flags & termios.ECHO


def test_it_is_ready_in_less_than_a_second(tmp_path):
    started = time.monotonic()
    terminal = Terminal("repl", folder=tmp_path)
    terminal.wait_for_prompt(1)
    assert time.monotonic() - started < 1
    terminal.child.close(force=True)


# Without a terminal


def piped(text, tmp_path, **options):
    return subprocess.run(
        [BINARY, "repl"], input=text, cwd=tmp_path, capture_output=True, timeout=60, env={"HOME": str(tmp_path)}, **options)


@pytest.mark.parametrize(
    "text, status, output, error",
    [
        (b"let a = 2\na * 3\n", 0, b"6\n", b""),
        (b"for i in 0..<2 {\n\n  print(i)\n}\n", 0, b"0\n1\n", b""),
        (b"1 + 1", 0, b"2\n", b""),
        (b"", 0, b"", b""),
        (b"print(1)\n[1][5]\nprint(3)\n", 1, b"1\n", b"error[index-out-of-range]"),
        (b'let a = "unfinished', 1, b"", b"error[syntax]"),
        (b"let a = (1,\n", 1, b"", b"error[syntax]"),
        ("1\n\xe9\n".encode("latin-1"), 2, b"1\n", b"UTF-8"),
        (b"1 + 1\r\n2 + 2\r\n", 0, b"2\n4\n", b""),
        (b'let a = readLine() ?? ""\nanswer\na\n', 0, b'"answer"\n', b""),
    ])
def test_cells_come_from_a_pipe(tmp_path, text, status, output, error):
    result = piped(text, tmp_path)
    assert result.returncode == status
    assert (error in result.stderr) if error else result.stderr == b""
    assert result.stdout == output


def test_a_long_cell_from_a_pipe_takes_its_time_once(tmp_path):
    lines = ["func many() -> Int {", "  var sum = 0"] + ["  sum += 1"] * 10_000 + ["  return sum", "}", "many()", ""]
    result = piped("\n".join(lines).encode(), tmp_path)
    assert (result.returncode, result.stdout) == (0, b"10000\n")


def test_a_program_talks_to_it_line_by_line(tmp_path):
    with subprocess.Popen([BINARY, "repl"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for number in range(3):
            process.stdin.write(f"{number} * 2\n".encode())
            process.stdin.flush()
            assert process.stdout.readline() == f"{number * 2}\n".encode()
        process.stdin.close()
        assert process.wait(10) == 0
