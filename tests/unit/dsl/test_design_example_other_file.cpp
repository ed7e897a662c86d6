// A second file of definitions, whose name sorts after the first: it references what the first defines.
#include "design_user.hpp"

#include <strata/model.hpp>

namespace {

struct AuditEntry {
  std::int64_t id;
  std::optional<std::int64_t> user_id;
};

const strata::Definition audit{[](strata::Models& models) {
  auto& entries = models.table<AuditEntry>("audit_entries").all_columns();
  entries.primary_key({&AuditEntry::id});
  entries.foreign_key(&AuditEntry::user_id).references(&User::id).on_delete(strata::set_null);
}};

}  // namespace
