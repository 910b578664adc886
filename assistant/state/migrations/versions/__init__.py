"""How a database comes to have the tables: one file a step, run by alembic."""
