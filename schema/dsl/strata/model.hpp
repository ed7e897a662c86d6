// The one header of files that describe tables: definitions register themselves, `Models` takes tables, views and
// types, `Table<T>` what belongs to a struct. Everything here is a thin layer over one compiled core (schema/dsl),
// because a schema encoded in C++ types does not compile in useful time.
#pragma once

#include "strata/models.hpp"
#include "strata/table.hpp"
#include "strata/types.hpp"
