// SHA-256 (FIPS 180-4): the checksum of a revision's sections, stored in the history tables.
#pragma once

#include <string>
#include <string_view>

namespace strata::runner {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view data);

}  // namespace strata::runner
