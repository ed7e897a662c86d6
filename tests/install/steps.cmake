# What the install tests have in common.

# run(WORDS…): a command that must succeed; its standard output is left in `output`.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE error)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${result}\n${output}\n${error}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# What the models hold, as this strata sees it: the difference from nothing, which ends with 1.
function(check_difference)
  execute_process(COMMAND ${ARGN} schema diff --from empty --to models WORKING_DIRECTORY ${WORK}/project
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE error)
  if(NOT result EQUAL 1 OR NOT output STREQUAL "create table teams\ncreate table users\n")
    message(FATAL_ERROR "unexpected difference (${result}):\n${output}\n${error}")
  endif()
endfunction()

# The outside project in a fresh folder, built with these definitions, and with the flags of the libraries that it links:
# those of a sanitizer need them, and ccache knows what was compiled with them in another folder (CCACHE_NOHASHDIR in
# CMakePresets.json).
function(build_outside_project)
  file(REMOVE_RECURSE ${WORK}/project ${WORK}/build)
  file(COPY ${CMAKE_CURRENT_LIST_DIR}/outside/ DESTINATION ${WORK}/project)
  run(${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
    -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -D CMAKE_BUILD_TYPE=${BUILD_TYPE} "-DCMAKE_CXX_FLAGS=${FLAGS}" ${ARGN})
  run(${CMAKE_COMMAND} --build ${WORK}/build)
endfunction()

# The exporter's JSON holds the tables of both files, with places that are relative to the project.
function(check_model json)
  string(JSON kind GET "${json}" kind)
  string(JSON count LENGTH "${json}" tables)
  string(JSON first GET "${json}" tables 0 name)
  string(JSON second GET "${json}" tables 1 name)
  string(JSON place GET "${json}" tables 1 location)
  if(NOT "${kind} ${count} ${first} ${second}" STREQUAL "model 2 teams users" OR NOT place MATCHES "^models/user.cpp:")
    message(FATAL_ERROR "unexpected model:\n${json}")
  endif()
endfunction()
