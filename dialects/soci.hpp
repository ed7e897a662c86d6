// The only way to SOCI's headers. Debian's SOCI is built with Boost, whose headers libsoci-dev does not bring;
// what we use of SOCI doesn't need them, and leaving them out compiles faster. The backend headers put the engines'
// C interfaces into namespaces (sqlite_api), so these must not be included by themselves before this header.
#pragma once

#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME

// SOCI's headers are not written for our warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#pragma GCC diagnostic pop
