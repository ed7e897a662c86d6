// Renames within the texts that MariaDB leaves as they are when a table or a column is renamed. By tokens, of the
// server's own spelling: it writes every column with the name of its table before it, and an alias for each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace strata::dialects::mariadb {

// A view's query with the table under its new name; nothing where it does not use the table.
std::optional<std::string> rename_table_in(std::string_view query, std::string_view from, std::string_view to);

// A view's query with the column of that table under its new name. What the view calls its columns stays.
std::optional<std::string> rename_column_in(std::string_view query, std::string_view table, std::string_view from,
                                            std::string_view to);

// A trigger of the table with NEW.column and OLD.column under the new name.
std::optional<std::string> rename_column_in_trigger(std::string_view definition, std::string_view from,
                                                    std::string_view to);

// Whether the name stands in the text at all, as a name.
bool mentions(std::string_view sql, std::string_view name);

}  // namespace strata::dialects::mariadb
