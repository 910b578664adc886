"""A conversational assistant for public policy: cited clauses, exact figures."""

__version__ = "0.1.0"
