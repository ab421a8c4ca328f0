"""Values of special functions and distributions, down to 1e-300.

From scipy, except for erf and the normal distribution: there scipy loses three digits in the tails, so that the numbers
come from 50-digit arithmetic.
"""

from fixture import write_fixture

import mpmath as mp
import numpy as np
from scipy import special, stats

signed = [0.0, 1e-300, 1e-12, 1e-3, 0.1, 0.3, 0.4999, 0.5, 0.77, 1.0, 1.3, 2.0, 3.3, 5.0, 7.7, 12.0, 20.0, 26.0]
signed = [-x for x in signed] + signed
tails = [10.0**-k for k in (1, 2, 3, 5, 8, 12, 20, 50, 100, 200, 300)]
positive = [1e-300, 1e-10, 1e-3, 0.1, 0.5, 0.9, 1.0, 1.2, 1.4616321449683622, 1.5, 2.0, 2.2, 3.0, 7.5, 10.0, 33.3, 1e3, 1e7, 1e100]
shapes = [1e-3, 0.1, 0.5, 1.0, 1.5, 3.0, 10.0, 50.0, 500.0, 1e5]
ratios = [1e-3, 0.05, 0.5, 0.9, 0.99, 1.0, 1.01, 1.1, 2.0, 5.0, 40.0]
degrees = [0.5, 1.0, 2.0, 3.0, 10.0, 57.0, 1e3, 1e6]


def cases(function, *arguments):
    """Each row: the arguments, then the value; without what is below 1e-300, of which float64 keeps few digits."""
    rows = [[*map(float, row), float(function(*row))] for row in zip(*arguments)]
    return [row for row in rows if np.isnan(row[-1]) or row[-1] == 0 or abs(row[-1]) > 1e-300]


def exact(function):
    mp.mp.dps = 50
    return lambda *arguments: function(*map(mp.mpf, arguments))


def normal_quantile(p):
    with mp.workdps(350):
        start = float(special.ndtri(float(p)))
        return mp.findroot(lambda x: mp.log(mp.erfc(-x / mp.sqrt(2)) / 2 / p), start) if start else mp.mpf(0)


def grid(*axes):
    return [column.ravel() for column in np.meshgrid(*axes, indexing="ij")]


def gamma_points(x_max):
    a, ratio = grid(shapes, ratios)
    x = a * ratio
    a = np.r_[a, np.repeat([0.5, 3.0, 50.0], 3)]
    x = np.r_[x, [100.0, 300.0, 650.0] * 3]
    return a[x < x_max], x[x < x_max]


a, b, x = grid([0.5, 1.0, 2.5, 20.0, 500.0, 2e5], [0.5, 1.0, 3.0, 50.0, 1e4], [1e-100, 1e-8, 0.01, 0.3, 0.5, 0.8, 0.999])
f, d1, d2 = grid([1e-4, 0.3, 1.0, 2.0, 10.0, 1e3, 1e8], [1.0, 2.0, 5.0, 100.0], [1.0, 3.0, 30.0, 1e3, 1e6])
k, n, p = grid([0.0, 1.0, 4.0, 9.0, 40.0, 99.0], [10.0, 100.0, 5000.0], [1e-9, 0.01, 0.3, 0.5, 0.9])
t, t_df = grid([-3.0, -0.2, 0.0, 0.1, 0.9, 1.0, 2.0, 5.0, 37.0, 1e4, 1e30], degrees)
q, q_df = grid([0.6, 0.74, 0.76, 0.9, 0.975, 0.2, 1e-3, 1e-10, 1e-40], degrees)
c, c_df = grid([1e-6, 0.1, 1.0, 3.84, 20.0, 200.0, 1300.0], [1.0, 2.0, 3.0, 10.0, 99.0, 1000.0])

write_fixture(
    "special.json",
    {
        "erf": cases(exact(mp.erf), signed),
        "erfc": cases(exact(mp.erfc), signed),
        "normalCdf": cases(exact(mp.ncdf), signed + [-30.0, -37.0]),
        "normalSf": cases(exact(lambda x: mp.ncdf(-x)), signed + [30.0, 37.0]),
        "normalQuantile": cases(exact(normal_quantile), tails + [0.5, 0.5 + 1e-12, 0.075, 0.0749, 0.75, 0.9, 0.999, 1 - 2**-40]),
        "logGamma": cases(special.gammaln, positive),
        "digamma": cases(special.digamma, positive),
        "gammaP": cases(special.gammainc, *gamma_points(1e9)),
        "gammaQ": cases(special.gammaincc, *gamma_points(1e9)),
        "incompleteBeta": cases(special.betainc, a, b, x),
        "chi2Sf": cases(stats.chi2.sf, c, c_df),
        "tSf": cases(stats.t.sf, t, t_df),
        "tQuantile": cases(stats.t.ppf, q, q_df),
        "fSf": cases(stats.f.sf, f, d1, d2),
        "binomialCdf": cases(stats.binom.cdf, k, n, p),
    },
    ("numpy", "scipy", "mpmath"),
)
