// libedit for Swift: it is looked for when it is first wanted, so that the program starts where it is missing, and its
// variadic functions, which Swift cannot call, have plain ones in front.
#ifndef C_LINE_EDITOR_H
#define C_LINE_EDITOR_H

#include <histedit.h>
#include <stdbool.h>
#include <wchar.h>

/// Finds the library; false where the machine has none.
bool line_editor_load(void);

/// An editor on the standard streams with emacs keys and an empty history, or null. The other functions take it.
///
/// - context: what `line_editor_context` gives back, for the functions that the library calls
/// - source: gives the next character typed: 1, or 0 at the end of input
/// - prompt: gives what stands before the line; the character 1 surrounds what takes no columns
EditLine *line_editor_open(
  const char *program, void *context, el_rfunc_t source, wchar_t *(*prompt)(EditLine *), int history_size);

/// Frees an editor.
void line_editor_close(EditLine *editor);

void *line_editor_context(EditLine *editor);

/// Names a function, so that keys can be bound to it.
void line_editor_define(EditLine *editor, const wchar_t *name, unsigned char (*action)(EditLine *, wint_t));

/// Binds a key to a function of the library or a defined one.
void line_editor_bind(EditLine *editor, const wchar_t *key, const wchar_t *name);

/// Reads a line; null at the end of input.
const wchar_t *line_editor_read(EditLine *editor, int *count);

/// Keeps a text for the keys that go back in history.
void line_editor_remember(EditLine *editor, const wchar_t *text);

/// The text and the cursor.
const LineInfoW *line_editor_line(EditLine *editor);

/// Inserts before the cursor; -1 where there is no room.
int line_editor_insert(EditLine *editor, const wchar_t *text);

/// Deletes characters before the cursor.
void line_editor_delete(EditLine *editor, int count);

/// Moves the cursor by characters.
void line_editor_move(EditLine *editor, int count);

/// Puts keys before those that will be typed.
void line_editor_push(EditLine *editor, const wchar_t *keys);

/// The next character typed; 1, or 0 at the end of input.
int line_editor_next(EditLine *editor, wchar_t *character);

/// Learns the size of the terminal again.
void line_editor_resize(EditLine *editor);

/// Writes prompt and line again.
void line_editor_refresh(EditLine *editor);

/// Puts the terminal into the state for editing, after another program has had it.
void line_editor_prepare(EditLine *editor);

#endif
