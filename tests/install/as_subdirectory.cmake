# strata's source tree inside of another build: the same names, without an installation.
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)

file(REMOVE_RECURSE ${WORK})
build_outside_project(-D STRATA_SOURCE=${STRATA_SOURCE})
run(${WORK}/build/app_models)
check_model("${output}")
