"""Evaluation: questions with known evidence, figures, baselines, the guard and the benchmarks."""
