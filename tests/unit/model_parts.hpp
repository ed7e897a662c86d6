// The parts of models that the tests of resolve() are made of, each with a place in models.cpp.
#pragma once

#include "schema/model.hpp"

#include <string>
#include <utility>
#include <vector>

namespace strata::test {

inline schema::PortableType type(schema::PortableKind kind, int length = 0) {
  schema::PortableType out;
  out.kind = kind;
  out.length = length;
  return out;
}

inline schema::PortableType enumeration(const std::string& name) {
  schema::PortableType out = type(schema::PortableKind::enumeration);
  out.enum_name = name;
  return out;
}

inline schema::PortableType array_of(schema::PortableType element) {
  schema::PortableType out = type(schema::PortableKind::array);
  out.element = {std::move(element)};
  return out;
}

inline schema::ModelColumn model_column(const std::string& name, schema::PortableType of, int line = 1) {
  schema::ModelColumn out;
  out.name = name;
  out.type = std::move(of);
  out.location = {"models.cpp", line};
  return out;
}

inline schema::ModelKeyPart model_part(const std::string& name) {
  schema::ModelKeyPart out;
  out.column = name;
  out.expression = {"{}", {name}, {}};
  return out;
}

inline schema::ModelKey model_key(const std::vector<std::string>& columns) {
  schema::ModelKey out;
  for (const std::string& name : columns) out.parts.push_back(model_part(name));
  out.location = {"models.cpp", 2};
  return out;
}

inline schema::ModelIndex model_index(const std::string& name, const std::vector<std::string>& columns) {
  schema::ModelIndex out;
  out.name = name;
  for (const std::string& each : columns) out.parts.push_back(model_part(each));
  out.location = {"models.cpp", 3};
  return out;
}

inline schema::Model model_of(std::vector<schema::ModelTable> tables) {
  schema::Model model;
  model.tables = std::move(tables);
  return model;
}

}  // namespace strata::test
