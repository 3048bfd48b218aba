"""What to say in each language to make a kernel do the thing that a check is about."""

from dataclasses import dataclass

FLOOD = 100_000  # lines
PAIRS = 5_000  # lines on each of two streams
BLOCK = 1 << 20  # characters


@dataclass(frozen=True)
class Snippets:
    """The cells of one language; whatever is to be at work prints `running` first."""

    print_hello: str  # prints a text with `hello`
    print_stderr: str  # writes a text with `error` to the standard error
    simple_expression: str
    simple_result: str
    other_expression: str  # another one with a value
    complete_code: str
    incomplete_code: str
    syntax_error: str
    runtime_error: str
    late_error: str  # fails after about half a second
    input_prompt: str  # asks `name: ` and prints `hello <answer>`
    password_prompt: str  # asks `secret: ` without showing the answer
    sleep: str  # for three seconds
    endless: str
    completion_setup: str
    completion_prefix: str
    completion_expected: str
    inspection_known: str  # a built-in name with documentation
    set_variable: str  # gives `answer` the value 41
    get_variable: str  # has the value `answer + 1`
    failing_expression: str
    display_data: str
    update_display_data: str  # shows something with an id, then updates it
    rich_result: str
    rich_type: str
    clear_output: str  # with wait
    page: str  # shows `paged` in a pager
    page_text: str
    next_input: str
    next_input_text: str
    flood: str  # prints `line <i>` FLOOD times
    both_streams: str  # prints `out <i>` and `err <i>` in turn, PAIRS times
    alternating: str  # the same, five times
    block: str  # prints BLOCK times `x` at once
    print_display_result: str  # prints `first`, displays 2, has the value 3
    print_then_wait: str  # prints `early`, waits a second
    emoji: str  # characters outside the basic plane, to stand before the completion prefix
    odd_texts: tuple  # pieces from which odd source text is put together


SWIFT = Snippets(
    print_hello='print("hello, world")',
    print_stderr='warn("an error")',
    simple_expression="1 + 2",
    simple_result="3",
    other_expression="3 + 4",
    complete_code="let a = 1",
    incomplete_code="func f() {",
    syntax_error="let a = )",
    runtime_error="let numbers = [1, 2, 3]\nnumbers[7]",
    late_error="let numbers = [1, 2, 3]\nsleep(0.5)\nnumbers[7]",
    input_prompt='let name = readLine("name: ")\nprint("hello \\(name ?? "nobody")")',
    password_prompt='let secret = readLine("secret: ", password: true)\nprint("hello \\(secret ?? "nobody")")',
    sleep='print("running")\nsleep(3)',
    endless='print("running")\nwhile true { }',
    completion_setup="let completionTarget = 1",
    completion_prefix="completionTar",
    completion_expected="completionTarget",
    inspection_known="print",
    set_variable="let answer = 41",
    get_variable="answer + 1",
    failing_expression="undefinedName",
    display_data='display("shown")',
    update_display_data='display("before", id: "a")\nupdateDisplay("after", id: "a")',
    rich_result='Chart("", marks: [.line("y", x: [1, 2], y: [3, 4])])',
    rich_type="image/svg+xml",
    clear_output='print("before")\nclearOutput(wait: true)\nprint("after")',
    page='page("paged")',
    page_text="paged",
    next_input='setNextInput("let a = 1")',
    next_input_text="let a = 1",
    flood='for i in 0..<%d { print("line", i) }' % FLOOD,
    both_streams='for i in 0..<%d { print("out", i); warn("err \\(i)") }' % PAIRS,
    alternating='for i in 0..<5 { print("out", i); warn("err \\(i)") }',
    block='var text = "x"\nfor _ in 0..<20 { text += text }\nprint(text)',
    print_display_result='print("first")\ndisplay(2)\n3',
    print_then_wait='print("early")\nsleep(1)',
    emoji='let s = "👍🏽🧑‍🚀é𝒳"; ',
    odd_texts=("let ", "func f(", "{", "}", "(", ")", "[", "]", '"', '"""', "\\(", "\\", "//", "/*", "*/", "#", "@",
               "`", "$0", ".", "..<", "?", "!", "&&", "->", "=", ":", ";", ",", "\n", "\t", "\r\n", " ", "0x", "1e999",
               "9" * 40, "case .", "if ", "else", "while ", "struct S", "import ", "train(", "print", "prune(mlp(",
               "é", "👍🏽", "🧑‍🚀", "𝒳", "\u202e", "\u0000", "\ufeff", "\u2028", "e\u0301" * 3, "_" * 200),
)

PYTHON = Snippets(
    print_hello='print("hello, world")',
    print_stderr='import sys; print("an error", file=sys.stderr)',
    simple_expression="1 + 2",
    simple_result="3",
    other_expression="3 + 4",
    complete_code="a = 1",
    incomplete_code="def f():",
    syntax_error="a = )",
    runtime_error="[1, 2, 3][7]",
    late_error="import time; time.sleep(0.5)\n[1, 2, 3][7]",
    input_prompt='print("hello", input("name: "))',
    password_prompt='import getpass; print("hello", getpass.getpass("secret: "))',
    sleep='import time; print("running", flush=True); time.sleep(3)',
    endless='print("running", flush=True)\nwhile True: pass',
    completion_setup="completion_target = 1",
    completion_prefix="completion_tar",
    completion_expected="completion_target",
    inspection_known="print",
    set_variable="answer = 41",
    get_variable="answer + 1",
    failing_expression="undefined_name",
    display_data='from IPython.display import display; display("shown")',
    update_display_data=('from IPython.display import display, update_display; display("before", display_id="a"); '
                         'update_display("after", display_id="a")'),
    rich_result='from IPython.display import HTML; HTML("<b>bold</b>")',
    rich_type="text/html",
    clear_output=('from IPython.display import clear_output\nprint("before")\nclear_output(wait=True)\n'
                  'print("after")'),
    page='get_ipython().run_line_magic("pinfo", "print")',
    page_text="print",
    next_input='get_ipython().set_next_input("let a = 1")',
    next_input_text="let a = 1",
    flood='for i in range(%d): print("line", i)' % FLOOD,
    both_streams='import sys\nfor i in range(%d): print("out", i); print("err", i, file=sys.stderr)' % PAIRS,
    alternating='import sys\nfor i in range(5): print("out", i); print("err", i, file=sys.stderr)',
    block='print("x" * %d)' % BLOCK,
    print_display_result='print("first")\nfrom IPython.display import display; display(2)\n3',
    print_then_wait='import time; print("early"); time.sleep(1)',
    emoji='s = "👍🏽🧑‍🚀é𝒳"; ',
    odd_texts=("def f(", "class ", "{", "}", "(", ")", "[", "]", '"', '"""', "\\", "#", "@", ".", "...", "=", ":", ";",
               ",", "\n", "\t", "\r\n", " ", "0x", "1e999", "9" * 40, "if ", "else", "while ", "import ", "print",
               "é", "👍🏽", "🧑‍🚀", "𝒳", "\u202e", "\u0000", "\ufeff", "\u2028", "e\u0301" * 3, "_" * 200),
)

SNIPPETS = {"swift": SWIFT, "python": PYTHON}
