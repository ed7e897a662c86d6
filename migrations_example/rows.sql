INSERT INTO categories (parent_id, name) VALUES (NULL, 'Garden'), (1, 'Tools'), (2, 'Spades');
INSERT INTO products (sku, title, price) VALUES ('SP-1', 'Digging spade', 34.90), ('SP-2', 'Edging spade', 29.50);
INSERT INTO product_categories VALUES (1, 3), (2, 3);
INSERT INTO customers (email, name) VALUES ('Ann@example.org', 'Ann Miller'), ('bob@example.org', 'Bob Smith');
INSERT INTO addresses (customer_id, label, street) VALUES (1, 'home', '1 Mill Lane');
INSERT INTO orders (customer_id, ship_to, status) VALUES (1, 'home', 'paid'), (2, NULL, 'open');
INSERT INTO order_lines (order_id, line, product_id, quantity, unit_price) VALUES (1, 1, 1, 2, 34.90), (1, 2, 2, 1, 29.50), (2, 1, 2, 3, 29.50);
INSERT INTO suppliers (name, fax) VALUES ('Ironworks', '555 0199'), ('Ash & Sons', NULL);
INSERT INTO supplier_prices VALUES (1, 1, '2026-01-01', 17.20), (1, 2, '2026-01-01', 14.10);
