#include "catalogue.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition catalogue{[](strata::Models& models) {
  auto& categories = models.table<Category>("categories");
  categories.all_columns();
  categories.column<&Category::id>().identity();
  categories.primary_key({&Category::id});
  categories.foreign_key(&Category::parent_id).references(&Category::id);
  categories.unique({&Category::parent_id, &Category::name});

  auto& products = models.table<Product>("products");
  products.all_columns();
  products.column<&Product::id>().identity();
  products.column<&Product::active>().default_value(true);
  products.primary_key({&Product::id});
  products.unique({&Product::sku});
  products.check("products_price_not_negative", "{} >= 0", &Product::price);
  // A partial index, for the engines that have them. Only PostgreSQL has booleans to ask for by themselves.
  products.index("products_on_sale", {&Product::title})
      .where(strata::sql("{}", &Product::active).on("sqlite", "{} = 1"))
      .only_on("sqlite", "postgresql");

  auto& product_categories = models.table<ProductCategory>("product_categories");
  product_categories.all_columns();
  product_categories.primary_key({&ProductCategory::product_id, &ProductCategory::category_id});
  product_categories.foreign_key(&ProductCategory::product_id).references(&Product::id).on_delete(strata::cascade);
  product_categories.foreign_key(&ProductCategory::category_id).references(&Category::id).on_delete(strata::cascade);
  product_categories.index("product_categories_by_category", {&ProductCategory::category_id});

  // "Garden / Tools / Spades" for each category.
  models
      .view("category_paths", R"(
WITH RECURSIVE paths (id, path) AS (
  SELECT id, CAST(name AS text) FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT child.id, paths.path || ' / ' || child.name
  FROM categories AS child
  JOIN paths ON child.parent_id = paths.id
)
SELECT id, path FROM paths)")
      .on("mariadb", R"(
WITH RECURSIVE paths (id, path) AS (
  SELECT id, CAST(name AS char(1000)) FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT child.id, concat(paths.path, ' / ', child.name)
  FROM categories AS child
  JOIN paths ON child.parent_id = paths.id
)
SELECT id, path FROM paths)");
}};

}  // namespace shop
