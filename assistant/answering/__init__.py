"""Evidence, composing, verification, answer. Knows nothing of pages."""
