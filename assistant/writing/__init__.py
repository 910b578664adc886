"""Writing: a language model explains an answer; figures, quotes and proof stay with the code."""
