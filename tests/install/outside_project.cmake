# find_package(strata) and strata_add_models in a project outside; then the installed binary compiles the same models.
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)

file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} --install ${STRATA_BUILD} --prefix ${prefix})

build_outside_project(-D CMAKE_PREFIX_PATH=${prefix})
run(${WORK}/build/app_models)
check_model("${output}")

# Nothing of the source tree may be needed: the list of files that were compiled names the installed ones.
set(ENV{XDG_CACHE_HOME} ${WORK}/cache)
unset(ENV{STRATA_HOME})
check_difference(${prefix}/bin/strata)
file(GLOB lists ${WORK}/cache/strata/*.deps ${WORK}/project/.strata/cache/*.deps)
if(NOT lists)
  message(FATAL_ERROR "the installed strata compiled nothing")
endif()
foreach(list IN LISTS lists)
  file(STRINGS ${list} files)
  foreach(file IN LISTS files)
    string(FIND "${file}" "${STRATA_SOURCE}/schema/" at)
    if(at EQUAL 0)
      message(FATAL_ERROR "the installed strata compiled with ${file}")
    endif()
  endforeach()
endforeach()

# The same through the project's own exporter.
check_difference(${prefix}/bin/strata --config built.toml)

# An application that migrates itself.
run(${WORK}/build/app ${WORK}/project/app.db ${WORK}/project/migrations)
if(NOT output MATCHES "applied 1")
  message(FATAL_ERROR "unexpected answer of the application:\n${output}")
endif()
