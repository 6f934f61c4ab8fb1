"""History told again: the official record of 2018 to 2026, reported by outlets as outlets report."""
