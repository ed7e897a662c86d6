// Tables that are made anew, since PostgreSQL can't alter them to what they are to be (family.hpp): the old one steps
// aside under another name, the new one is made, takes the rows and the counters over, and gets its keys and indexes
// once the old one is gone.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"

namespace strata::dialects::postgresql {

// Takes the pairs of DropTable and CreateTable.
void lower_remade(Lowering& lowering);

// What uses such a table waits for its rows, all but the partitions that take them.
void order_around_remade(const Lowering& lowering, std::vector<diff::Step>& steps);

}  // namespace strata::dialects::postgresql
