# For projects with a build of their own: from C++ files with definitions to an exporter, the program that prints
# the model as JSON ([models] command in strata.toml). Gives, besides the function:
#   strata::model     <strata/model.hpp> and the core behind it, compiled with the project's own compiler and flags
#   strata::exporter  that, and main()

# strata_add_models(NAME SOURCES file…): an exporter of the definitions in these files. Link what else they need with
# target_link_libraries(NAME PRIVATE …).
function(strata_add_models name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "strata_add_models(${name}): unknown arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT ARG_SOURCES)
    message(FATAL_ERROR "strata_add_models(${name}): no SOURCES")
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE strata::exporter)
  # Places in the model are relative to the project, so that they do not depend on where it is checked out.
  target_compile_options(${name} PRIVATE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=>)
endfunction()

# The targets, once for all folders of a build. `tree` holds schema/, as it does in strata's own sources.
function(strata_model_targets tree)
  if(NOT TARGET strata::model)
    file(GLOB core ${tree}/schema/dsl/*.cpp)
    list(REMOVE_ITEM core ${tree}/schema/dsl/exporter_main.cpp)
    add_library(strata_model STATIC EXCLUDE_FROM_ALL
      ${core} ${tree}/schema/schema.cpp ${tree}/schema/write_json.cpp)
    add_library(strata::model ALIAS strata_model)
    target_compile_features(strata_model PUBLIC cxx_std_20)
    target_include_directories(strata_model SYSTEM PUBLIC ${ARGN} ${tree})
  endif()
  if(NOT TARGET strata::exporter)
    add_library(strata_exporter INTERFACE)
    add_library(strata::exporter ALIAS strata_exporter)
    target_sources(strata_exporter INTERFACE ${tree}/schema/dsl/exporter_main.cpp)
    target_link_libraries(strata_exporter INTERFACE strata::model)
  endif()
endfunction()
