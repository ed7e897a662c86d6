// Two schemas -> what differs in meaning.
#pragma once

#include "diff/compare.hpp"

namespace strata::dialects::sqlite {

// diff::compare over the canonical forms of both.
diff::Operations compare(const schema::Schema& from, const schema::Schema& to, const diff::CompareOptions& options);

}  // namespace strata::dialects::sqlite
