// A block of SHA-256 by the SHA extensions of x86-64 processors (Intel's manual, volume 2: SHA256RNDS2 and its
// kin). They are asked for at run time, so that one binary runs on every machine. Null elsewhere.
#include "runner/sha256_block.hpp"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#define STRATA_SHA_TARGET __attribute__((target("sha,sse4.1")))

namespace strata::runner::sha256 {
namespace {

// Four rounds with four words of the schedule. The instruction gives the new a, b, e, f; what they were is the new
// c, d, g, h, so that the two vectors change places with every two rounds.
STRATA_SHA_TARGET inline void four_rounds(__m128i& abef, __m128i& cdgh, __m128i words, std::size_t round) {
  const __m128i constants = _mm_load_si128(reinterpret_cast<const __m128i*>(round_constants.data() + round));
  const __m128i sum = _mm_add_epi32(words, constants);
  cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
  abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
}

// The next four words, of the sixteen before them; oldest first.
STRATA_SHA_TARGET inline __m128i next_words(__m128i w16, __m128i w12, __m128i w8, __m128i w4) {
  const __m128i w7 = _mm_alignr_epi8(w4, w8, 4);
  return _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w16, w12), w7), w4);
}

STRATA_SHA_TARGET inline __m128i big_endian_words(const unsigned char* bytes) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)), swap);
}

STRATA_SHA_TARGET void compress(State& state, const unsigned char* block) {
  const auto pack = [](Word w3, Word w2, Word w1, Word w0) {
    return _mm_set_epi32(static_cast<int>(w3), static_cast<int>(w2), static_cast<int>(w1), static_cast<int>(w0));
  };
  const __m128i abef_before = pack(state[0], state[1], state[4], state[5]);
  const __m128i cdgh_before = pack(state[2], state[3], state[6], state[7]);
  __m128i abef = abef_before;
  __m128i cdgh = cdgh_before;
  __m128i w0 = big_endian_words(block);
  __m128i w1 = big_endian_words(block + 16);
  __m128i w2 = big_endian_words(block + 32);
  __m128i w3 = big_endian_words(block + 48);
  for (std::size_t round = 0;; round += 16) {
    four_rounds(abef, cdgh, w0, round);
    four_rounds(abef, cdgh, w1, round + 4);
    four_rounds(abef, cdgh, w2, round + 8);
    four_rounds(abef, cdgh, w3, round + 12);
    if (round == 48) break;
    w0 = next_words(w0, w1, w2, w3);
    w1 = next_words(w1, w2, w3, w0);
    w2 = next_words(w2, w3, w0, w1);
    w3 = next_words(w3, w0, w1, w2);
  }
  alignas(16) std::array<Word, 4> front{};  // f, e, b, a
  alignas(16) std::array<Word, 4> back{};  // h, g, d, c
  _mm_store_si128(reinterpret_cast<__m128i*>(front.data()), _mm_add_epi32(abef, abef_before));
  _mm_store_si128(reinterpret_cast<__m128i*>(back.data()), _mm_add_epi32(cdgh, cdgh_before));
  state = {front[3], front[2], back[3], back[2], front[1], front[0], back[1], back[0]};
}

bool has_instructions() {
  constexpr unsigned sse41_and_ssse3 = bit_SSE4_1 | bit_SSSE3;
  constexpr unsigned sha = 1U << 29;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & sse41_and_ssse3) != sse41_and_ssse3) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

}  // namespace

Compress compress_by_instructions() {
  return has_instructions() ? compress : nullptr;
}

}  // namespace strata::runner::sha256

#else

namespace strata::runner::sha256 {

Compress compress_by_instructions() {
  return nullptr;
}

}  // namespace strata::runner::sha256

#endif
