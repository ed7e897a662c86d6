/* A loadable SQLite extension with normalize(text, form), as the application of the pocketid migrations gives it to its
 * scripts: letters followed by a combining accent become one letter. Only 'nfc', and only Latin vowels with the five
 * commonest accents: enough for tests to see that it was loaded and called. */
#include <sqlite3ext.h>
#include <string.h>
SQLITE_EXTENSION_INIT1

#ifdef _WIN32
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

struct composition {
  char letter;
  unsigned char accent; /* second byte of U+0300 .. U+0308 in UTF-8; the first is 0xCC */
  const char* composed;
};

static const struct composition compositions[] = {
    {'a', 0x80, "\u00e0"}, {'a', 0x81, "\u00e1"}, {'a', 0x82, "\u00e2"}, {'a', 0x83, "\u00e3"}, {'a', 0x88, "\u00e4"},
    {'e', 0x80, "\u00e8"}, {'e', 0x81, "\u00e9"}, {'e', 0x82, "\u00ea"}, {'e', 0x88, "\u00eb"}, {'i', 0x81, "\u00ed"},
    {'n', 0x83, "\u00f1"}, {'o', 0x81, "\u00f3"}, {'o', 0x88, "\u00f6"}, {'u', 0x81, "\u00fa"}, {'u', 0x88, "\u00fc"},
};

static const char* composed(char letter, unsigned char accent) {
  for (size_t i = 0; i < sizeof compositions / sizeof compositions[0]; ++i) {
    if (compositions[i].letter == letter && compositions[i].accent == accent) return compositions[i].composed;
  }
  return NULL;
}

static void normalize(sqlite3_context* context, int count, sqlite3_value** values) {
  (void)count;
  const char* text = (const char*)sqlite3_value_text(values[0]);
  const char* form = (const char*)sqlite3_value_text(values[1]);
  if (text == NULL) return; /* NULL stays NULL */
  if (form == NULL || sqlite3_stricmp(form, "nfc") != 0) {
    sqlite3_result_error(context, "normalize() knows the form 'nfc' only", -1);
    return;
  }
  sqlite3_str* out = sqlite3_str_new(sqlite3_context_db_handle(context));
  for (; *text != '\0'; ++text) {
    const char* letter = (unsigned char)text[1] == 0xCC ? composed(text[0], (unsigned char)text[2]) : NULL;
    if (letter == NULL) {
      sqlite3_str_appendchar(out, 1, *text);
    } else {
      sqlite3_str_appendall(out, letter);
      text += 2;
    }
  }
  const int length = sqlite3_str_length(out);
  sqlite3_result_text(context, sqlite3_str_finish(out), length, sqlite3_free);
}

/* The entry point that SQLite looks for first, whatever the file is called. */
EXPORTED int sqlite3_extension_init(sqlite3* database, char** message, const sqlite3_api_routines* api) {
  (void)message;
  SQLITE_EXTENSION_INIT2(api)
  return sqlite3_create_function(database, "normalize", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, normalize, NULL,
                                 NULL);
}
