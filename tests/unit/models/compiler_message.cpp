#include "runner/compiler_message.hpp"

#include <catch2/catch.hpp>

using strata::runner::first_error;

namespace {
const std::vector<std::filesystem::path> library{"/opt/strata/include"};
}

TEST_CASE("the first error has a place and a text") {
  const auto message = first_error(
      "In file included from models/user.cpp:1:\n"
      "models/user.hpp:3:1: warning: unused\n"
      "models/user.hpp:7:3: error: 'strng' does not name a type; did you mean 'stdin'?\n"
      "models/user.hpp:9:3: error: another\n",
      library);
  CHECK(message.place.file == "models/user.hpp");
  CHECK(message.place.line == 7);
  CHECK(message.place.column == 3);
  CHECK(message.text == "'strng' does not name a type; did you mean 'stdin'?");
}

TEST_CASE("a missing header is an error with a place") {
  const auto message = first_error("a.cpp:2:10: fatal error: x.hpp: No such file or directory\n", library);
  CHECK(message.place.line == 2);
  CHECK(message.text == "x.hpp: No such file or directory");
}

TEST_CASE("an assertion of the library is placed where g++ says that it was required") {
  const auto message = first_error(
      "/opt/strata/include/strata/table.hpp: In instantiation of 'void f() [with T = int]':\n"
      "/opt/strata/include/strata/table.hpp:40:5:   required from 'void g()'\n"
      "models/user.cpp:12:30:   required from here\n"
      "/opt/strata/include/strata/table.hpp:88:17: error: static assertion failed: no SQL type for this C++ type\n",
      library);
  CHECK(message.place.file == "models/user.cpp");
  CHECK(message.place.line == 12);
  CHECK(message.text == "static assertion failed: no SQL type for this C++ type");
}

TEST_CASE("an assertion of the library is placed where clang++ says that it was requested") {
  const auto message = first_error(
      "/opt/strata/include/strata/table.hpp:88:17: error: static assertion failed: no SQL type\n"
      "models/user.cpp:12:30: note: in instantiation of function template specialization 'g<int>' requested here\n",
      library);
  CHECK(message.place.file == "models/user.cpp");
  CHECK(message.place.column == 30);
}

TEST_CASE("output without an error has no place") {
  CHECK(first_error("c++: internal compiler problem\n", library).place.line == 0);
  CHECK(first_error("", library).text.empty());
}
