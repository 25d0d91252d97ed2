"""Results to text for people, and to JSON, JSON Lines and CSV for programs."""
