// Defines the C functions of libpq that SOCI's backend and this folder call, each as a forward to the function of that
// name in the shared library, which is opened on first use. Linking libpq would load it, with Kerberos, LDAP and TLS
// behind it, at every start of strata: milliseconds, for people who use another engine or only ask for help.
#include "dialects/postgresql/libpq.hpp"

#include "dialects/client_library.hpp"

// Hidden: what else of the process uses libpq must go on to call the real one.
#pragma GCC visibility push(hidden)
#include <libpq-fe.h>
#include <libpq/libpq-fs.h>
#pragma GCC visibility pop

// name, parameters, arguments: as libpq-fe.h declares them, or the definitions below do not compile.
#define STRATA_LIBPQ_FUNCTIONS(F)                                                                                      \
  F(PQbackendPID, (const PGconn* connection), (connection))                                                            \
  F(PQcancel, (PGcancel * cancel, char* message, int bytes), (cancel, message, bytes))                                 \
  F(PQclear, (PGresult * result), (result))                                                                            \
  F(PQcmdStatus, (PGresult * result), (result))                                                                        \
  F(PQcmdTuples, (PGresult * result), (result))                                                                        \
  F(PQconndefaults, (), ())                                                                                            \
  F(PQconnectdb, (const char* conninfo), (conninfo))                                                                   \
  F(PQconninfoFree, (PQconninfoOption * options), (options))                                                           \
  F(PQconsumeInput, (PGconn * connection), (connection))                                                               \
  F(PQerrorMessage, (const PGconn* connection), (connection))                                                          \
  F(PQexec, (PGconn * connection, const char* query), (connection, query))                                             \
  F(PQexecParams,                                                                                                      \
    (PGconn * connection, const char* query, int count, const Oid* types, const char* const* values,                   \
     const int* lengths, const int* formats, int format),                                                              \
    (connection, query, count, types, values, lengths, formats, format))                                               \
  F(PQexecPrepared,                                                                                                    \
    (PGconn * connection, const char* name, int count, const char* const* values, const int* lengths,                  \
     const int* formats, int format),                                                                                  \
    (connection, name, count, values, lengths, formats, format))                                                       \
  F(PQfformat, (const PGresult* result, int column), (result, column))                                                 \
  F(PQfinish, (PGconn * connection), (connection))                                                                     \
  F(PQfname, (const PGresult* result, int column), (result, column))                                                   \
  F(PQfreeCancel, (PGcancel * cancel), (cancel))                                                                       \
  F(PQfreemem, (void* memory), (memory))                                                                               \
  F(PQfsize, (const PGresult* result, int column), (result, column))                                                   \
  F(PQftype, (const PGresult* result, int column), (result, column))                                                   \
  F(PQgetCancel, (PGconn * connection), (connection))                                                                  \
  F(PQgetCopyData, (PGconn * connection, char** buffer, int async), (connection, buffer, async))                       \
  F(PQgetResult, (PGconn * connection), (connection))                                                                  \
  F(PQgetisnull, (const PGresult* result, int row, int column), (result, row, column))                                 \
  F(PQgetlength, (const PGresult* result, int row, int column), (result, row, column))                                 \
  F(PQgetvalue, (const PGresult* result, int row, int column), (result, row, column))                                  \
  F(PQisBusy, (PGconn * connection), (connection))                                                                     \
  F(PQnfields, (const PGresult* result), (result))                                                                     \
  F(PQntuples, (const PGresult* result), (result))                                                                     \
  F(PQparameterStatus, (const PGconn* connection, const char* name), (connection, name))                               \
  F(PQprepare, (PGconn * connection, const char* name, const char* query, int count, const Oid* types),                \
    (connection, name, query, count, types))                                                                           \
  F(PQputCopyEnd, (PGconn * connection, const char* error), (connection, error))                                       \
  F(PQresultErrorField, (const PGresult* result, int field), (result, field))                                          \
  F(PQresultErrorMessage, (const PGresult* result), (result))                                                          \
  F(PQresultStatus, (const PGresult* result), (result))                                                                \
  F(PQsendPrepare, (PGconn * connection, const char* name, const char* query, int count, const Oid* types),            \
    (connection, name, query, count, types))                                                                           \
  F(PQsendQuery, (PGconn * connection, const char* query), (connection, query))                                        \
  F(PQsendQueryParams,                                                                                                 \
    (PGconn * connection, const char* query, int count, const Oid* types, const char* const* values,                   \
     const int* lengths, const int* formats, int format),                                                              \
    (connection, query, count, types, values, lengths, formats, format))                                               \
  F(PQsendQueryPrepared,                                                                                               \
    (PGconn * connection, const char* name, int count, const char* const* values, const int* lengths,                  \
     const int* formats, int format),                                                                                  \
    (connection, name, count, values, lengths, formats, format))                                                       \
  F(PQserverVersion, (const PGconn* connection), (connection))                                                         \
  F(PQsetNoticeReceiver, (PGconn * connection, PQnoticeReceiver receiver, void* state), (connection, receiver, state)) \
  F(PQsetSingleRowMode, (PGconn * connection), (connection))                                                           \
  F(PQsocket, (const PGconn* connection), (connection))                                                                \
  F(PQstatus, (const PGconn* connection), (connection))                                                                \
  F(PQtransactionStatus, (const PGconn* connection), (connection))                                                     \
  F(lo_close, (PGconn * connection, int file), (connection, file))                                                     \
  F(lo_lseek, (PGconn * connection, int file, int offset, int whence), (connection, file, offset, whence))             \
  F(lo_open, (PGconn * connection, Oid object, int mode), (connection, object, mode))                                  \
  F(lo_read, (PGconn * connection, int file, char* buffer, size_t bytes), (connection, file, buffer, bytes))           \
  F(lo_write, (PGconn * connection, int file, const char* buffer, size_t bytes), (connection, file, buffer, bytes))

namespace strata::dialects::postgresql {
namespace {

// The real functions, by name.
struct Library {
#define STRATA_MEMBER(name, parameters, arguments) decltype(&::name) name;
  STRATA_LIBPQ_FUNCTIONS(STRATA_MEMBER)
#undef STRATA_MEMBER
};

Library load() {
  const ClientLibrary client{"libpq.so.5", "PostgreSQL", "libpq (Debian: apt-get install libpq5)"};
  Library library{};
#define STRATA_FIND(name, parameters, arguments) library.name = client.function<decltype(&::name)>(#name);
  STRATA_LIBPQ_FUNCTIONS(STRATA_FIND)
#undef STRATA_FIND
  return library;
}

// Loaded once, whichever thread comes first; after a failure the next call tries again.
const Library& library() {
  static const Library loaded = load();
  return loaded;
}

}  // namespace

void require_libpq() {
  library();
}

}  // namespace strata::dialects::postgresql

#define STRATA_FORWARD(name, parameters, arguments)                \
  extern "C" auto name parameters->decltype(name arguments) {      \
    return strata::dialects::postgresql::library().name arguments; \
  }
STRATA_LIBPQ_FUNCTIONS(STRATA_FORWARD)
#undef STRATA_FORWARD
