# cmake --install: the binary, the DSL (headers, and its core as source: models are compiled by the user's compiler),
# the CMake package, and the libraries for applications that migrate themselves.
#   bin/strata   include/strata/…   share/strata/src/schema/…   lib/cmake/strata/…   lib/libstrata_*.a
#   include/strata-runner/{schema,diff,dialects,runner}/…
include(CMakePackageConfigHelpers)

set(STRATA_SOURCES ${CMAKE_INSTALL_DATADIR}/strata/src)
set(STRATA_PACKAGE ${CMAKE_INSTALL_LIBDIR}/cmake/strata)
set(STRATA_RUNNER_HEADERS ${CMAKE_INSTALL_INCLUDEDIR}/strata-runner)

install(TARGETS strata RUNTIME COMPONENT tool)

# The DSL. The list is what its core includes; tests/install builds against it.
install(DIRECTORY schema/dsl/strata DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT models
  FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY schema/dsl DESTINATION ${STRATA_SOURCES}/schema COMPONENT models
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.cpp" PATTERN "strata" EXCLUDE)
install(FILES
  schema/error.hpp schema/json_fields.hpp schema/json_model_fields.hpp schema/model.hpp schema/schema.cpp
  schema/rare.hpp schema/schema.hpp schema/utf8.hpp schema/write_json.cpp schema/write_json.hpp
  DESTINATION ${STRATA_SOURCES}/schema COMPONENT models)

configure_package_config_file(cmake/strataConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/strataConfig.cmake
  INSTALL_DESTINATION ${STRATA_PACKAGE}
  PATH_VARS STRATA_SOURCES CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/strataConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/strataConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/strataConfigVersion.cmake
  cmake/StrataAddModels.cmake
  DESTINATION ${STRATA_PACKAGE} COMPONENT models)

# strata::runner and what it stands on, by the same names as in the build.
foreach(library IN ITEMS schema diff dialects runner authoring)
  set_target_properties(strata_${library} PROPERTIES EXPORT_NAME ${library})
  install(TARGETS strata_${library} EXPORT strataTargets
    ARCHIVE COMPONENT runner
    INCLUDES DESTINATION ${STRATA_RUNNER_HEADERS})
endforeach()
install(DIRECTORY schema diff dialects runner DESTINATION ${STRATA_RUNNER_HEADERS} COMPONENT runner
  FILES_MATCHING PATTERN "*.hpp" PATTERN "schema/dsl" EXCLUDE)
install(EXPORT strataTargets NAMESPACE strata:: DESTINATION ${STRATA_PACKAGE} COMPONENT runner)
install(FILES cmake/FindPgQuery.cmake cmake/FindSOCI.cmake DESTINATION ${STRATA_PACKAGE} COMPONENT runner)
