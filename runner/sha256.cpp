// SHA-256 as FIPS 180-4 has it, section numbers in the comments. Written here because no dependency of ours has a
// hash that is the same on every platform and for good.
#include "runner/sha256.hpp"

#include "runner/sha256_block.hpp"

#include <algorithm>
#include <bit>

namespace strata::runner {
namespace sha256 {
namespace {

Word big_endian_word(const unsigned char* bytes) {
  return Word{bytes[0]} << 24 | Word{bytes[1]} << 16 | Word{bytes[2]} << 8 | Word{bytes[3]};
}

}  // namespace

void compress_portably(State& state, const unsigned char* block) {
  std::array<Word, 64> schedule{};
  for (std::size_t t = 0; t < 16; ++t) schedule[t] = big_endian_word(block + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    const Word w15 = schedule[t - 15];
    const Word w2 = schedule[t - 2];
    const Word sigma0 = std::rotr(w15, 7) ^ std::rotr(w15, 18) ^ (w15 >> 3);
    const Word sigma1 = std::rotr(w2, 17) ^ std::rotr(w2, 19) ^ (w2 >> 10);
    schedule[t] = schedule[t - 16] + sigma0 + schedule[t - 7] + sigma1;
  }

  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const Word sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const Word choice = (e & f) ^ (~e & g);
    const Word first = h + sum1 + choice + round_constants[t] + schedule[t];
    const Word sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const Word majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + sum0 + majority;
  }
  const State added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

}  // namespace sha256

namespace {

using sha256::block_bytes;

// 5.1.1: what is left of the data, a one bit, zeros, and the length in bits in the last eight bytes of a block. Gives
// the bytes used: one block or two. `padded` is all zeros.
std::size_t pad(std::string_view tail, std::uint64_t total_bytes, std::array<unsigned char, 2 * block_bytes>& padded) {
  std::copy(tail.begin(), tail.end(), padded.begin());
  padded[tail.size()] = 0x80;
  const std::size_t used = tail.size() + 1 + 8 <= block_bytes ? block_bytes : 2 * block_bytes;
  for (std::size_t i = 0; i < 8; ++i) padded[used - 1 - i] = static_cast<unsigned char>(total_bytes * 8 >> (8 * i));
  return used;
}

// The two digits of each byte: half the steps of one by one.
constexpr auto hexadecimal = [] {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<std::array<char, 2>, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) table[byte] = {digits[byte >> 4], digits[byte & 0xf]};
  return table;
}();

}  // namespace

std::string sha256_hex(std::string_view data) {
  static const sha256::Compress by_instructions = sha256::compress_by_instructions();
  const sha256::Compress compress = by_instructions != nullptr ? by_instructions : sha256::compress_portably;

  sha256::State state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::size_t whole = data.size() - data.size() % block_bytes;
  for (std::size_t offset = 0; offset < whole; offset += block_bytes) {
    compress(state, reinterpret_cast<const unsigned char*>(data.data() + offset));
  }
  std::array<unsigned char, 2 * block_bytes> padded{};
  const std::size_t used = pad(data.substr(whole), data.size(), padded);
  for (std::size_t offset = 0; offset < used; offset += block_bytes) compress(state, padded.data() + offset);

  std::string hex(2 * sizeof state, '0');
  char* next = hex.data();
  for (const sha256::Word word : state) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      const std::array<char, 2>& digits = hexadecimal[(word >> shift) & 0xff];
      next = std::copy(digits.begin(), digits.end(), next);
    }
  }
  return hex;
}

}  // namespace strata::runner
