#include "CLineEditor.h"

#include <dlfcn.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What the library gives, by its own names and types.
static struct {
  __typeof__(&el_init) init;
  __typeof__(&el_end) end;
  __typeof__(&el_wset) set;
  __typeof__(&el_wget) get;
  __typeof__(&el_wgets) gets;
  __typeof__(&el_wgetc) getc;
  __typeof__(&el_wpush) push;
  __typeof__(&el_wline) line;
  __typeof__(&el_winsertstr) insert;
  __typeof__(&el_deletestr) delete;
  __typeof__(&el_cursor) cursor;
  __typeof__(&el_resize) resize;
  __typeof__(&history_winit) history_init;
  __typeof__(&history_wend) history_end;
  __typeof__(&history_w) history;
} edit;

// One editor has one history.
static HistoryW *history_of_editor;

bool line_editor_load(void) {
  if (edit.init) return true;
  // The second name is that of systems other than Debian.
  void *library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libedit.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  struct { void **place; const char *name; } symbols[] = {
    {(void **)&edit.end, "el_end"}, {(void **)&edit.set, "el_wset"}, {(void **)&edit.get, "el_wget"},
    {(void **)&edit.gets, "el_wgets"}, {(void **)&edit.getc, "el_wgetc"}, {(void **)&edit.push, "el_wpush"},
    {(void **)&edit.line, "el_wline"}, {(void **)&edit.insert, "el_winsertstr"},
    {(void **)&edit.delete, "el_deletestr"}, {(void **)&edit.cursor, "el_cursor"},
    {(void **)&edit.resize, "el_resize"}, {(void **)&edit.history_init, "history_winit"},
    {(void **)&edit.history_end, "history_wend"}, {(void **)&edit.history, "history_w"},
    {(void **)&edit.init, "el_init"},
  };
  for (size_t index = 0; index < sizeof symbols / sizeof *symbols; index++) {
    *symbols[index].place = dlsym(library, symbols[index].name);
    if (!*symbols[index].place) return false;
  }
  return true;
}

EditLine *line_editor_open(
  const char *program, void *context, el_rfunc_t source, wchar_t *(*prompt)(EditLine *), int history_size) {
  // Columns and letters come from the locale; one without UTF-8 would break both.
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  EditLine *editor = edit.init(program, stdin, stdout, stderr);
  if (!editor) return NULL;
  HistEventW event;
  history_of_editor = edit.history_init();
  edit.history(history_of_editor, &event, H_SETSIZE, history_size);
  edit.history(history_of_editor, &event, H_SETUNIQUE, 1);
  edit.set(editor, EL_CLIENTDATA, context);
  edit.set(editor, EL_GETCFN, source);
  edit.set(editor, EL_PROMPT_ESC, prompt, 1);
  edit.set(editor, EL_EDITOR, L"emacs");
  // Ctrl-C comes as a key while a line is edited, in the order in which it was typed.
  edit.set(editor, EL_SETTY, L"-d", L"intr=", NULL);
  edit.set(editor, EL_HIST, edit.history, history_of_editor);
  return editor;
}

void line_editor_close(EditLine *editor) {
  edit.end(editor);
  edit.history_end(history_of_editor);
}

void *line_editor_context(EditLine *editor) {
  void *context = NULL;
  edit.get(editor, EL_CLIENTDATA, &context);
  return context;
}

void line_editor_define(EditLine *editor, const wchar_t *name, unsigned char (*action)(EditLine *, wint_t)) {
  // The library keeps the name itself.
  edit.set(editor, EL_ADDFN, wcsdup(name), L"", action);
}

void line_editor_bind(EditLine *editor, const wchar_t *key, const wchar_t *name) {
  edit.set(editor, EL_BIND, key, name, NULL);
}

const wchar_t *line_editor_read(EditLine *editor, int *count) { return edit.gets(editor, count); }

void line_editor_remember(EditLine *editor, const wchar_t *text) {
  (void)editor;
  HistEventW event;
  edit.history(history_of_editor, &event, H_ENTER, text);
}

const LineInfoW *line_editor_line(EditLine *editor) { return edit.line(editor); }

int line_editor_insert(EditLine *editor, const wchar_t *text) { return edit.insert(editor, text); }

void line_editor_delete(EditLine *editor, int count) { edit.delete(editor, count); }

void line_editor_move(EditLine *editor, int count) { edit.cursor(editor, count); }

void line_editor_push(EditLine *editor, const wchar_t *keys) { edit.push(editor, keys); }

int line_editor_next(EditLine *editor, wchar_t *character) { return edit.getc(editor, character); }

void line_editor_resize(EditLine *editor) { edit.resize(editor); }

void line_editor_refresh(EditLine *editor) { edit.set(editor, EL_REFRESH); }

void line_editor_prepare(EditLine *editor) { edit.set(editor, EL_PREP_TERM, 1); }
