"""Amounts, ranges, ledgers: evaluates measures on facts. Knows nothing of text or retrieval."""
