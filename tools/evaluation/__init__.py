"""Measure extraction on annotated articles: what it finds, whom it names, and how often it is right."""
