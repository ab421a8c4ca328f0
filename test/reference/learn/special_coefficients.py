"""Prints the Chebyshev coefficients in src/learn/math/special/, from 50-digit arithmetic (needs mpmath)."""

import mpmath as mp

mp.mp.dps = 50
NODES = 200


def chebyshev(function):
    """The coefficients of a function on [-1, 1] that matter to a float64."""
    angles = [mp.pi * (k + mp.mpf(1) / 2) / NODES for k in range(NODES)]
    values = [function(mp.cos(angle)) for angle in angles]
    coefficients = [
        2 * mp.fsum(v * mp.cos(j * a) for v, a in zip(values, angles)) / NODES for j in range(40)
    ]
    coefficients[0] /= 2
    largest = max(abs(c) for c in coefficients)
    kept = max(j for j, c in enumerate(coefficients) if abs(c) > largest * mp.mpf(2) ** -56)
    return [float(c) for c in coefficients[: kept + 1]]


def scaled_erfc(u):
    x = 4 * (1 - u) / (1 + u)
    return mp.exp(x * x) * mp.erfc(x) * 2 / (1 + u)


def erf(u):
    x = mp.sqrt((u + 1) / 2)
    return mp.erf(x) / x


def log_gamma(u):
    z = u / 2
    return mp.loggamma(2 + z) / z


ROOT = mp.findroot(mp.digamma, 1.46)


def digamma(u):
    x = (3 + u) / 2
    return mp.digamma(x) / (x - ROOT)


for name, function in (
    ("erfcx(x) (x + 4) / 4, u = (4 - x) / (4 + x)", scaled_erfc),
    ("erf(x) / x, u = 2 x^2 - 1", erf),
    ("logGamma(2 + z) / z, u = 2 z", log_gamma),
    ("digamma(x) / (x - root), u = 2 x - 3", digamma),
):
    print(name)
    for coefficient in chebyshev(function):
        print(f"  {coefficient!r},")
high = float(ROOT)
print("root", repr(high), repr(float(ROOT - high)))
