"""Benchmarks: how long the main jobs take, against a named yardstick in the same run."""
