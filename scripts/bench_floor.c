/* bench_floor DIRECTORY DATABASE: the least that a no-op `migrate up` can cost. Lists the directory, reads every .sql
   file whole, opens the database and asks once what is applied. Part of scripts/bench; see docs/benchmarks.md. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 20];

static long read_files(const char *directory) {
  long bytes = 0;
  DIR *entries = opendir(directory);
  if (entries == NULL) return -1;
  for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    const size_t length = strlen(entry->d_name);
    if (length < 4 || strcmp(entry->d_name + length - 4, ".sql") != 0) continue;
    const int file = openat(dirfd(entries), entry->d_name, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    for (ssize_t count; (count = read(file, buffer, sizeof buffer)) > 0;) bytes += count;
    close(file);
  }
  closedir(entries);
  return bytes;
}

static long read_applied(const char *path) {
  long rows = 0;
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return -1;
  if (sqlite3_prepare_v2(database, "SELECT * FROM strata_applied", -1, &statement, NULL) != SQLITE_OK) return -1;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); ++column) sqlite3_column_text(statement, column);
    ++rows;
  }
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return rows;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const long bytes = read_files(argv[1]);
  const long rows = read_applied(argv[2]);
  if (bytes < 0 || rows < 0) return 1;
  printf("%ld bytes, %ld rows\n", bytes, rows);
  return 0;
}
