// Against the vectors of FIPS 180-4 and its examples.
#include "runner/sha256.hpp"
#include "runner/sha256_block.hpp"

#include <catch2/catch.hpp>

#include <string>

using strata::runner::sha256_hex;

TEST_CASE("sha256 of the published vectors") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256 around the length of a block") {
  // Computed with coreutils' sha256sum.
  CHECK(sha256_hex(std::string(55, 'x')) == "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
  CHECK(sha256_hex(std::string(56, 'x')) == "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
  CHECK(sha256_hex(std::string(64, 'x')) == "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
}

// The processor decides which of the two is used; both must give the same on any block.
TEST_CASE("sha256 by instructions and without") {
  namespace sha256 = strata::runner::sha256;
  const sha256::Compress by_instructions = sha256::compress_by_instructions();
  // FIPS 180-4, appendix: "abc" in its one block.
  std::array<unsigned char, sha256::block_bytes> block{'a', 'b', 'c', 0x80};
  block.back() = 24;
  const sha256::State begin{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  sha256::State portable = begin;
  sha256::compress_portably(portable, block.data());
  CHECK(portable == sha256::State{0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,  //
                                  0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad});
  sha256::State other = begin;
  const auto compress = by_instructions != nullptr ? by_instructions : sha256::compress_portably;
  compress(other, block.data());
  CHECK(other == portable);
  for (unsigned round = 0; round < 200; ++round) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      block[i] = static_cast<unsigned char>(portable[i % 8] >> (i % 32) ^ (round * 7 + i));
    }
    sha256::compress_portably(portable, block.data());
    compress(other, block.data());
    REQUIRE(other == portable);
  }
}
