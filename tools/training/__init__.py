"""Learn from annotated articles how much each piece of evidence weighs."""
