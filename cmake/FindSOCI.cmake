# Finds SOCI as Debian packages it: headers and libraries, but neither a CMake config nor a .pc file.
# Gives the static targets SOCI::core, SOCI::sqlite3, SOCI::postgresql and SOCI::mysql, so that no SOCI package is
# needed at run time. SOCI::postgresql and SOCI::mysql bring the headers of libpq and libmariadb, but not these libraries:
# whoever links them defines their functions or links the libraries (docs/decisions/0010).
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_CORE_LIBRARY libsoci_core.a)
find_library(SOCI_SQLITE3_LIBRARY libsoci_sqlite3.a)
find_library(SOCI_POSTGRESQL_LIBRARY libsoci_postgresql.a)
find_library(SOCI_MYSQL_LIBRARY libsoci_mysql.a)

if(SOCI_INCLUDE_DIR AND EXISTS ${SOCI_INCLUDE_DIR}/soci/version.h)
  file(STRINGS ${SOCI_INCLUDE_DIR}/soci/version.h SOCI_VERSION_LINE REGEX "#define SOCI_LIB_VERSION ")
  string(REGEX REPLACE ".*\"([0-9]+)_([0-9]+)_?([0-9]*)\".*" "\\1.\\2.\\3" SOCI_VERSION "${SOCI_VERSION_LINE}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI
  REQUIRED_VARS SOCI_CORE_LIBRARY SOCI_INCLUDE_DIR SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY SOCI_MYSQL_LIBRARY
  VERSION_VAR SOCI_VERSION)

if(SOCI_FOUND AND NOT TARGET SOCI::core)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
  pkg_check_modules(LIBPQ REQUIRED libpq)
  pkg_check_modules(MARIADB REQUIRED libmariadb)

  add_library(SOCI::core STATIC IMPORTED)
  set_target_properties(SOCI::core PROPERTIES
    IMPORTED_LOCATION ${SOCI_CORE_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
  add_library(SOCI::sqlite3 STATIC IMPORTED)
  set_target_properties(SOCI::sqlite3 PROPERTIES
    IMPORTED_LOCATION ${SOCI_SQLITE3_LIBRARY}
    INTERFACE_LINK_LIBRARIES "SOCI::core;PkgConfig::SQLITE3")
  add_library(SOCI::postgresql STATIC IMPORTED)
  set_target_properties(SOCI::postgresql PROPERTIES
    IMPORTED_LOCATION ${SOCI_POSTGRESQL_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES "${LIBPQ_INCLUDE_DIRS}"
    INTERFACE_LINK_LIBRARIES SOCI::core)
  add_library(SOCI::mysql STATIC IMPORTED)
  set_target_properties(SOCI::mysql PROPERTIES
    IMPORTED_LOCATION ${SOCI_MYSQL_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES "${MARIADB_INCLUDE_DIRS}"
    INTERFACE_LINK_LIBRARIES SOCI::core)
endif()
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY SOCI_MYSQL_LIBRARY)
