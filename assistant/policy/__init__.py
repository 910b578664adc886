"""Documents, clauses, measures and the gate that proves them. Knows nothing of questions."""
