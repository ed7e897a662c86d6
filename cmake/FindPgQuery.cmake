# Finds libpg_query (PostgreSQL's own parser as a library) as Debian packages it: a header and a library, but neither
# a CMake config nor a .pc file. Gives the static target PgQuery::pg_query, so that no package is needed at run time.
find_path(PgQuery_INCLUDE_DIR pg_query.h)
find_library(PgQuery_LIBRARY libpg_query.a)

if(PgQuery_INCLUDE_DIR)
  file(STRINGS ${PgQuery_INCLUDE_DIR}/pg_query.h PgQuery_VERSION_LINE REGEX "#define PG_VERSION ")
  string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" PgQuery_VERSION "${PgQuery_VERSION_LINE}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery
  REQUIRED_VARS PgQuery_LIBRARY PgQuery_INCLUDE_DIR
  VERSION_VAR PgQuery_VERSION)

if(PgQuery_FOUND AND NOT TARGET PgQuery::pg_query)
  find_package(Threads REQUIRED)
  add_library(PgQuery::pg_query STATIC IMPORTED)
  set_target_properties(PgQuery::pg_query PROPERTIES
    IMPORTED_LOCATION ${PgQuery_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${PgQuery_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
mark_as_advanced(PgQuery_INCLUDE_DIR PgQuery_LIBRARY)
