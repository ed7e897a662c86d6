// strata::authoring, whole: states, autogenerate, check. What a developer's machine does, as against strata::runner,
// which is what production needs.
#pragma once

#include "runner/autogenerate.hpp"
#include "runner/check.hpp"
#include "runner/state.hpp"
