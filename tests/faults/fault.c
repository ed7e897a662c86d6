// A library to be preloaded: ends or hinders a process at a chosen write to a file, so that tests hit the same point
// every time. Counts every call that changes a file (standard streams left out) or sends something to a server.
//   FAULT_AT     number of the call, from 1, at which it begins; unset: never
//   FAULT_TEXT   in place of it: the beginning of a statement that is sent to a MariaDB server
//   FAULT        kill: SIGKILL there; kill_after: SIGKILL when something was sent; full: from there on files can't grow;
//                readonly: nothing can be written any more
//   FAULT_COUNT  file that is given the number of calls when the process ends by itself
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls;

static int is_regular(int file) {
  struct stat status;
  return file > 2 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

static int grows(int file, off_t end) {
  struct stat status;
  return fstat(file, &status) == 0 && end > status.st_size;
}

// 0, or the errno that the call is to fail with. `end`: where a write would end, negative for calls that only shrink or
// synchronise.
static int fault(int file, off_t end) {
  if (file >= 0 && !is_regular(file)) return 0;
  const char* at = getenv("FAULT_AT");
  const char* kind = getenv("FAULT");
  ++calls;
  if (at == NULL || kind == NULL || calls < atol(at)) return 0;
  if (strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(kind, "full") == 0 && file >= 0 && end >= 0 && grows(file, end)) return ENOSPC;
  if (strcmp(kind, "readonly") == 0) return EROFS;
  return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(problem)  \
  do {                    \
    int code = (problem); \
    if (code != 0) {      \
      errno = code;       \
      return -1;          \
    }                     \
  } while (0)

ssize_t write(int file, const void* data, size_t size) {
  FAIL_IF(fault(file, lseek(file, 0, SEEK_CUR) + (off_t)size));
  return REAL(write)(file, data, size);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t at) {
  FAIL_IF(fault(file, at + (off_t)size));
  return REAL(pwrite)(file, data, size, at);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t at) {
  FAIL_IF(fault(file, at + (off_t)size));
  return REAL(pwrite64)(file, data, size, at);
}

// A packet of MariaDB's protocol has three bytes of length, a number, the command (3: a statement), and then the text.
static int is_named(const char* packet, size_t size) {
  const char* text = getenv("FAULT_TEXT");
  const size_t head = 5;
  if (text == NULL || size < head + strlen(text) || packet[4] != 3) return 0;
  return strncmp(packet + head, text, strlen(text)) == 0;
}

// libpq and libmariadb send each statement by one call, unless it is a very long one.
ssize_t send(int file, const void* data, size_t size, int flags) {
  const char* at = getenv("FAULT_AT");
  const char* kind = getenv("FAULT");
  const int named = is_named(data, size);
  FAIL_IF(fault(-1, -1));
  if (named && kind != NULL && strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  ssize_t sent = REAL(send)(file, data, size, flags);
  const int reached = named || (at != NULL && calls >= atol(at));
  if (reached && kind != NULL && strcmp(kind, "kill_after") == 0) kill(getpid(), SIGKILL);
  return sent;
}

int ftruncate(int file, off_t size) {
  FAIL_IF(fault(file, -1));
  return REAL(ftruncate)(file, size);
}

int ftruncate64(int file, off64_t size) {
  FAIL_IF(fault(file, -1));
  return REAL(ftruncate64)(file, size);
}

int fsync(int file) {
  FAIL_IF(fault(file, -1));
  return REAL(fsync)(file);
}

int fdatasync(int file) {
  FAIL_IF(fault(file, -1));
  return REAL(fdatasync)(file);
}

int unlink(const char* path) {
  FAIL_IF(fault(-1, -1));
  return REAL(unlink)(path);
}

__attribute__((destructor)) static void tell(void) {
  const char* path = getenv("FAULT_COUNT");
  if (path == NULL) return;
  FILE* out = fopen(path, "w");
  if (out == NULL) return;
  fprintf(out, "%ld\n", calls);
  fclose(out);
}
