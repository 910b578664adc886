"""Words, embedder, lexical index, vectors, search. Knows nothing of arithmetic or dialogue."""
