// Puts what is not modelled further into the list: the queries bring it as SQL that makes it and SQL that drops it.
#include "dialects/postgresql/introspect_parts.hpp"
#include "dialects/postgresql/names.hpp"

namespace strata::dialects::postgresql {
namespace {

std::string without_end(std::string text) {
  while (!text.empty() && (text.back() == ';' || text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

void Draft::add_opaque(ObjectId id, schema::OpaqueObject object) {
  if (id.oid != 0) opaque_objects.emplace(id, schema.opaque_objects.size());
  schema.opaque_objects.push_back(std::move(object));
}

void read_opaque(Draft& draft, std::string_view query) {
  for (Row& row : draft.catalog.rows(query)) {
    Fields fields(row);
    ObjectId id;
    id.catalog = fields.oid();
    id.oid = fields.oid();
    const Oid name_space = fields.oid();
    const Oid relation = fields.oid();
    schema::OpaqueObject object;
    object.kind = fields.text();
    object.name = draft.catalog.name(name_space, fields.text());
    if (draft.catalog.is_made_by_other(id.catalog, id.oid)) continue;
    if (relation != 0) {
      const schema::ObjectName* holder = draft.holder(relation);
      if (holder == nullptr) continue;
      object.table = *holder;
    } else if (!draft.catalog.in_scope(name_space, object.name)) {
      continue;
    }
    object.temporary = draft.catalog.is_temporary(name_space);
    const std::string comment_target = fields.text();
    object.definition = without_end(fields.text());
    object.removal = fields.text();
    const std::string comment = comment_target.empty() ? "" : draft.catalog.comment(id.catalog, id.oid);
    if (!comment.empty() && !object.definition.empty()) {
      object.definition += ";\nCOMMENT ON " + comment_target + " IS " + quote_literal(comment);
    }
    draft.add_opaque(id, std::move(object));
  }
}

}  // namespace strata::dialects::postgresql
