"""Trains the embedder that ships in `assistant/retrieval/model`. Development only: imports torch."""
