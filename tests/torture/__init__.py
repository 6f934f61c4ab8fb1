"""Kills at any instant. `make torture` runs them at length, the test suite a short sample."""
