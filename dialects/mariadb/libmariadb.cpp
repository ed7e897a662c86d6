// Defines the C functions of libmariadb that SOCI's backend and this folder call, each as a forward to the function of
// that name in the shared library, which is opened on first use. Linking libmariadb would load it, with TLS and
// compression behind it, at every start of strata.
#include "dialects/mariadb/libmariadb.hpp"

#include "dialects/client_library.hpp"
#include "dialects/mariadb/connection_settings.hpp"

// Hidden: what else of the process uses libmariadb must go on to call the real one.
#pragma GCC visibility push(hidden)
#include <mysql.h>
#pragma GCC visibility pop

// name, parameters, arguments: as mysql.h declares them, or the definitions below do not compile.
#define STRATA_LIBMARIADB_FUNCTIONS(F)                                                                             \
  F(mariadb_connection, (MYSQL * connection), (connection))                                                        \
  F(mysql_affected_rows, (MYSQL * connection), (connection))                                                       \
  F(mysql_close, (MYSQL * connection), (connection))                                                               \
  F(mysql_errno, (MYSQL * connection), (connection))                                                               \
  F(mysql_error, (MYSQL * connection), (connection))                                                               \
  F(mysql_fetch_field_direct, (MYSQL_RES * result, unsigned column), (result, column))                             \
  F(mysql_fetch_lengths, (MYSQL_RES * result), (result))                                                           \
  F(mysql_fetch_row, (MYSQL_RES * result), (result))                                                               \
  F(mysql_fetch_row_cont, (MYSQL_ROW * row, MYSQL_RES * result, int ready), (row, result, ready))                  \
  F(mysql_fetch_row_start, (MYSQL_ROW * row, MYSQL_RES * result), (row, result))                                   \
  F(mysql_field_count, (MYSQL * connection), (connection))                                                         \
  F(mysql_free_result, (MYSQL_RES * result), (result))                                                             \
  F(mysql_get_server_version, (MYSQL * connection), (connection))                                                  \
  F(mysql_get_socket, (MYSQL * connection), (connection))                                                          \
  F(mysql_get_ssl_cipher, (MYSQL * connection), (connection))                                                      \
  F(mysql_init, (MYSQL * connection), (connection))                                                                \
  F(mysql_insert_id, (MYSQL * connection), (connection))                                                           \
  F(mysql_more_results, (MYSQL * connection), (connection))                                                        \
  F(mysql_next_result_cont, (int* status, MYSQL* connection, int ready), (status, connection, ready))              \
  F(mysql_next_result_start, (int* status, MYSQL* connection), (status, connection))                               \
  F(mysql_num_rows, (MYSQL_RES * result), (result))                                                                \
  F(mysql_options, (MYSQL * connection, mysql_option option, const void* value), (connection, option, value))      \
  F(mysql_options4, (MYSQL * connection, mysql_option option, const void* name, const void* value),                \
    (connection, option, name, value))                                                                             \
  F(mysql_ping, (MYSQL * connection), (connection))                                                                \
  F(mysql_real_escape_string, (MYSQL * connection, char* to, const char* from, unsigned long bytes),               \
    (connection, to, from, bytes))                                                                                 \
  F(mysql_real_query, (MYSQL * connection, const char* query, unsigned long bytes), (connection, query, bytes))    \
  F(mysql_real_query_cont, (int* status, MYSQL* connection, int ready), (status, connection, ready))               \
  F(mysql_real_query_start, (int* status, MYSQL* connection, const char* query, unsigned long bytes),              \
    (status, connection, query, bytes))                                                                            \
  F(mysql_row_seek, (MYSQL_RES * result, MYSQL_ROW_OFFSET row), (result, row))                                     \
  F(mysql_row_tell, (MYSQL_RES * result), (result))                                                                \
  F(mysql_server_end, (), ())                                                                                      \
  F(mysql_server_init, (int count, char** arguments, char** groups), (count, arguments, groups))                   \
  F(mysql_session_track_get_first,                                                                                 \
    (MYSQL * connection, enum_session_state_type type, const char** data, size_t* bytes),                          \
    (connection, type, data, bytes))                                                                               \
  F(mysql_session_track_get_next,                                                                                  \
    (MYSQL * connection, enum_session_state_type type, const char** data, size_t* bytes),                          \
    (connection, type, data, bytes))                                                                               \
  F(mysql_ssl_set,                                                                                                 \
    (MYSQL * connection, const char* key, const char* certificate, const char* authority, const char* authorities, \
     const char* cipher),                                                                                          \
    (connection, key, certificate, authority, authorities, cipher))                                                \
  F(mysql_store_result, (MYSQL * connection), (connection))                                                        \
  F(mysql_thread_id, (MYSQL * connection), (connection))                                                           \
  F(mysql_use_result, (MYSQL * connection), (connection))                                                          \
  F(mysql_warning_count, (MYSQL * connection), (connection))

namespace strata::dialects::mariadb {
namespace {

// The real functions, by name.
struct Library {
#define STRATA_MEMBER(name, parameters, arguments) decltype(&::name) name;
  STRATA_LIBMARIADB_FUNCTIONS(STRATA_MEMBER)
#undef STRATA_MEMBER
  decltype(&::mysql_real_connect) mysql_real_connect;
};

Library load() {
  const ClientLibrary client{"libmariadb.so.3", "MariaDB", "libmariadb (Debian: apt-get install libmariadb3)"};
  Library library{};
#define STRATA_FIND(name, parameters, arguments) library.name = client.function<decltype(&::name)>(#name);
  STRATA_LIBMARIADB_FUNCTIONS(STRATA_FIND)
#undef STRATA_FIND
  library.mysql_real_connect = client.function<decltype(&::mysql_real_connect)>("mysql_real_connect");
  return library;
}

// Loaded once, whichever thread comes first; after a failure the next call tries again.
const Library& library() {
  static const Library loaded = load();
  return loaded;
}

}  // namespace

void require_libmariadb() {
  library();
}

}  // namespace strata::dialects::mariadb

#define STRATA_FORWARD(name, parameters, arguments)             \
  extern "C" auto name parameters->decltype(name arguments) {   \
    return strata::dialects::mariadb::library().name arguments; \
  }
STRATA_LIBMARIADB_FUNCTIONS(STRATA_FORWARD)
#undef STRATA_FORWARD

// SOCI's connection strings know few of the options that a connection can have. All settings come as the host's name
// (see connection_settings.hpp), and are made options of the connection here, before it is opened.
extern "C" MYSQL* mysql_real_connect(MYSQL* connection, const char* host, const char* /*user*/,
                                     const char* /*password*/, const char* /*database*/, unsigned /*port*/,
                                     const char* /*socket*/, unsigned long flags) {
  using namespace strata::dialects::mariadb;
  const ConnectionSettings settings = decoded_settings(host);
  apply(settings, connection);
  const auto text = [](const std::string& value) { return value.empty() ? nullptr : value.c_str(); };
  return library().mysql_real_connect(connection, text(settings.host), text(settings.user), text(settings.password),
                                      text(settings.database), settings.port, text(settings.socket), flags);
}
