"""State between requests: conversations and receipts, in SQLite or PostgreSQL."""
