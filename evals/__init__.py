"""Evaluation of the assistant: question sets, runner, scorers, reports."""
