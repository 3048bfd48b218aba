"""The community's conformance tests for kernels."""

import jupyter_kernel_test


class TestKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "espalier"
    language_name = "swift"
    file_extension = ".swift"
    code_hello_world = 'print("hello, world")'
    code_stderr = 'warn("careful")'
    code_page_something = "page(digits())"
    code_clear_output = "clearOutput()"
    completion_samples = [
        {"text": "intrinsicDim", "matches": {"intrinsicDimension"}},
        {"text": "fourierHeat", "matches": {"fourierHeatMap", "FourierHeatMap"}},
    ]
    complete_code_samples = ["let a = 1", "print(2)", "func f(_ x: Int) -> Int { x + 1 }", "// only a comment"]
    incomplete_code_samples = ["func f() {", "train(", "let a = [1,", "let s = \"\"\"\nabc"]
    invalid_code_samples = ["let a = )", "1 + * 2"]
    code_generate_error = "let points = [1, 2, 3]\npoints[7]"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "[1, 2, 3].map { $0 * $0 }", "result": "[1, 4, 9]"},
        {"code": "1 + 2 * 3", "result": "7"},
        {"code": "let x: Double = 1 / 2\nx", "result": "0.5"},
    ]
    code_display_data = [
        {"code": "display([1, 2, 3])", "mime": "text/plain"},
        {"code": 'display(Chart("", marks: [.line("y", x: [1, 2], y: [3, 4])]))', "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1 + 2 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "train"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "espalier"
    support_iopub_welcome = True


# Their names would be collected here as well.
del jupyter_kernel_test
