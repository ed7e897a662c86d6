INSERT INTO categories (id, parent_id, name) VALUES (1, NULL, 'Garden'), (2, 1, 'Tools'), (3, 2, 'Spades');
INSERT INTO products (id, sku, title, price) VALUES (1, 'SP-1', 'Digging spade', 34.90), (2, 'SP-2', 'Edging spade', 29.50);
INSERT INTO product_categories VALUES (1, 3), (2, 3);
INSERT INTO customers (id, email, name) VALUES (1, 'Ann@example.org', 'Ann Miller'), (2, 'bob@example.org', 'Bob Smith');
INSERT INTO addresses (customer_id, label, street) VALUES (1, 'home', '1 Mill Lane');
INSERT INTO orders (id, customer_id, ship_to, status) VALUES (1, 1, 'home', 'paid'), (2, 2, NULL, 'open');
INSERT INTO order_lines (order_id, line, product_id, quantity, unit_price) VALUES (1, 1, 1, 2, 34.90), (1, 2, 2, 1, 29.50), (2, 1, 2, 3, 29.50);
INSERT INTO suppliers (id, name, fax) VALUES (1, 'Ironworks', '555 0199'), (2, 'Ash & Sons', NULL);
INSERT INTO supplier_prices VALUES (1, 1, '2026-01-01', 17.20), (1, 2, '2026-01-01', 14.10);
