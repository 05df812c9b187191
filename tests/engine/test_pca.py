"""Draws of the covariance that the rule for its direction cannot take."""

from __future__ import annotations

import engine


def test_features_that_do_not_vary_together_are_drawn_again_without_a_division_by_zero():
    """Seed 1098 first draws a diagonal covariance, whose direction (0, 0) has no length."""
    variant = engine.exercise("pca_components").variant(seed=1098, level=3)
    assert variant.attempts > 1
    assert abs(sum(value**2 for value in variant.answer["direction"]) - 1) < 1e-9
