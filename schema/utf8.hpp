// Whether bytes are UTF-8, and how to cut it. In a header, since the core that users compile with their own flags needs
// it, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace strata::schema {

// The length of the well-formed UTF-8 sequence that `text` has at `at`, or 0. RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF.
inline std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tails = [&](std::size_t count) {
    for (std::size_t i = 1; i <= count; ++i) {
      if ((byte(at + i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  const unsigned lead = byte(at);
  const unsigned second = byte(at + 1);
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return tails(1) ? 2 : 0;
  if (lead >= 0xE0U && lead <= 0xEFU) {
    const bool overlong = lead == 0xE0U && second < 0xA0U;
    const bool surrogate = lead == 0xEDU && second > 0x9FU;
    return tails(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    const bool overlong = lead == 0xF0U && second < 0x90U;
    const bool too_high = lead == 0xF4U && second > 0x8FU;
    return tails(3) && !overlong && !too_high ? 4 : 0;
  }
  return 0;
}

// Where the first byte is that is no part of a well-formed sequence, or npos.
inline std::size_t first_invalid_utf8(std::string_view text) {
  constexpr std::size_t word_bytes = sizeof(std::uint64_t);
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t word = 0;  // eight bytes at once, as long as they are ASCII
    for (; at + word_bytes <= text.size(); at += word_bytes) {
      std::memcpy(&word, text.data() + at, word_bytes);
      if ((word & 0x8080808080808080U) != 0) break;
    }
    if (at == text.size()) break;
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

// The beginning of well-formed text: at most so many bytes, and no half character.
inline std::string_view clipped(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace strata::schema
