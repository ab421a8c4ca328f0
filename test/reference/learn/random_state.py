"""Draws of numpy's RandomState, in the order in which the tests repeat them."""

from fixture import write_fixture

import numpy as np

cases = []
for seed in (0, 1, 7, 42, 2**31, 2**32 - 1):
    rng = np.random.RandomState(seed)
    cases.append(
        {
            "seed": seed,
            "random": rng.random_sample(5),
            "randint": [rng.randint(0, high) for high in (1, 2, 10, 1000, 2**31, 2**32)],
            "shifted": [rng.randint(-5, 5) for _ in range(8)],
            "permutation": rng.permutation(20),
            "shuffled": rng.permutation([3, 1, 4, 1, 5, 9]),
            "choice": rng.choice([10, 20, 30, 40], size=6),
            "without": rng.choice([10, 20, 30, 40, 50], size=3, replace=False),
            "normal": rng.normal(size=5),
            "scaledNormal": rng.normal(3, 2, size=2),
            "uniform": rng.uniform(-1, 3, size=3),
            "exponential": rng.exponential(2.5, size=3),
            # 700 more use up a second block of the state
            "after": rng.random_sample(700)[-1],
        }
    )
write_fixture("random-state.json", {"cases": cases}, packages=("numpy",))
