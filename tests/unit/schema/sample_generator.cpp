// Prints the C++ models of the sample schema, for the build to compile into the test.
#include "sample_schema.hpp"

#include <iostream>

int main() {
  using namespace strata::schema;
  std::cout << one_file(generate_cpp(testing::sample_schema(), testing::sample_type));
}
