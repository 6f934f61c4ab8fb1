"""What is kept, and how it is looked up: SQLAlchemy tables and plain functions that take a session."""
