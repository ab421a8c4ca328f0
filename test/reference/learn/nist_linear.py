"""NIST StRD linear regression sets, with their solutions in exact rational arithmetic.

Data and certified values: National Institute of Standards and Technology, Statistical Reference
Datasets, linear regression. The exact solution of each set is compared with the certified one here;
it is the exact one that the tests use, because it has more digits.
"""

from fractions import Fraction

from fixture import write_fixture

NORRIS_X = """
.2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777 558.2 .4 .6 775.5 666.9 338 447.5
11.6 556 228.1 995.8 887.6 120.2 .3 .3 556.8 339.1 887.2 999 779 11.1 118.3 229.2 669.1
448.9 .5
""".split()
NORRIS_Y = """
.1 338.8 118.1 888 9.2 228.1 668.5 998.5 449.1 778.9 559.2 .3 .1 778.1 668.8 339.3 448.9
10.8 557.7 228.3 998 888.8 119.6 .3 .6 557.6 339.3 888 998.5 778.9 10.2 117.6 228.9
668.4 449.2 .2
""".split()
PONTIUS_Y = """
.11019 .21956 .32949 .43899 .54803 .65694 .76562 .87487 .98292 1.09146 1.20001 1.30822
1.41599 1.52399 1.63194 1.73947 1.84646 1.95392 2.06128 2.16844 .11052 .22018 .32939
.43886 .54798 .65739 .76596 .87474 .983 1.0915 1.20004 1.30818 1.41613 1.52408 1.63159
1.73965 1.84696 1.95445 2.06177 2.16829
""".split()
FILIP_MINUS_X = """
6.860120914 4.324130045 4.358625055 4.358426747 6.955852379 6.661145254 6.355462942
6.118102026 7.115148017 6.815308569 6.519993057 6.204119983 5.853871964 6.109523091
5.79832982 5.482672118 5.171791386 4.851705903 4.517126416 4.143573228 3.709075441
3.499489089 6.300769497 5.953504836 5.642065153 5.031376979 4.680685696 4.329846955
3.928486195 8.56735134 8.363211311 8.107682739 7.823908741 7.522878745 7.218819279
6.920818754 6.628932138 6.323946875 5.991399828 8.781464495 8.663140179 8.473531488
8.247337057 7.971428747 7.676129393 7.352812702 7.072065318 6.774174009 6.478861916
6.159517513 6.835647144 6.53165267 6.224098421 5.910094889 5.598599459 5.290645224
4.974284616 4.64454848 4.290560426 3.885055584 3.408378962 3.13200249 8.726767166
8.66695597 8.511026475 8.165388579 7.886056648 7.588043762 7.283412422 6.995678626
6.691862621 6.392544977 6.067374056 6.684029655 6.378719832 6.065855188 5.752272167
5.132414673 4.811352704 4.098269308 3.66174277 3.2644011
""".split()
FILIP_Y = """
.8116 .9072 .9052 .9039 .8053 .8377 .8667 .8809 .7975 .8162 .8515 .8766 .8885 .8859
.8959 .8913 .8959 .8971 .9021 .909 .9139 .9199 .8692 .8872 .89 .891 .8977 .9035 .9078
.7675 .7705 .7713 .7736 .7775 .7841 .7971 .8329 .8641 .8804 .7668 .7633 .7678 .7697 .77
.7749 .7796 .7897 .8131 .8498 .8741 .8061 .846 .8751 .8856 .8919 .8934 .894 .8957 .9047
.9129 .9209 .9219 .7739 .7681 .7665 .7703 .7702 .7761 .7809 .7961 .8253 .8602 .8809
.8301 .8664 .8834 .8898 .8964 .8963 .9074 .9119 .9228
""".split()
# total employment; price deflator, GNP, unemployed, armed forces, population, year
LONGLEY = """
60323 83 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99 365385 1870 3547 115094 1953
63761 100 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962
""".strip().splitlines()

WAMPLER_X = [str(x) for x in range(21)]
WAMPLER_DELTA = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048]
WAMPLER_DELTA += WAMPLER_DELTA[9::-1]

CERTIFIED = {
    "Norris": ["-0.262323073774029", "1.00211681802045"],
    "Pontius": ["0.673565789473684e-3", "0.732059160401003e-6", "-0.316081871345029e-14"],
    "NoInt1": ["2.07438016528926"],
    "NoInt2": ["0.727272727272727"],
    "Longley": [
        "-3482258.63459582",
        "15.0618722713733",
        "-0.0358191792925910",
        "-2.02022980381683",
        "-1.03322686717359",
        "-0.0511041056535807",
        "1829.15146461355",
    ],
    "Filip": [
        "-1467.48961422980",
        "-2772.17959193342",
        "-2316.37108160893",
        "-1127.97394098372",
        "-354.478233703349",
        "-75.1242017393757",
        "-10.8753180355343",
        "-1.06221498588947",
        "-0.0670191154593408",
        "-0.00246781078275479",
        "-0.0000402962525080404",
    ],
    "Wampler1": ["1"] * 6,
    "Wampler2": ["1", ".1", ".01", ".001", ".0001", ".00001"],
    "Wampler3": ["1"] * 6,
    "Wampler4": ["1"] * 6,
    "Wampler5": ["1"] * 6,
}


def solve(columns, y):
    """Normal equations in rational arithmetic: no rounding at all."""
    n = len(columns)
    rows = [
        [sum(a * b for a, b in zip(columns[i], columns[j])) for j in range(n)]
        + [sum(a * b for a, b in zip(columns[i], y))]
        for i in range(n)
    ]
    for k in range(n):
        pivot = next(i for i in range(k, n) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(n):
            if i != k:
                factor = rows[i][k]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k])]
    return [row[n] for row in rows]


def case(name, features, y, intercept=True):
    features = [[Fraction(value) for value in column] for column in features]
    y = [Fraction(value) for value in y]
    columns = ([[Fraction(1)] * len(y)] if intercept else []) + features
    exact = solve(columns, y)
    for value, certified in zip(exact, CERTIFIED[name], strict=True):
        assert abs(value / Fraction(certified) - 1) < Fraction(1, 10**13), (
            name,
            float(value),
            certified,
        )
    return {
        "name": name,
        "X": [[float(column[i]) for column in features] for i in range(len(y))],
        "y": [float(value) for value in y],
        "fitIntercept": intercept,
        "intercept": float(exact[0]) if intercept else 0.0,
        "coef": [float(value) for value in exact[1 if intercept else 0 :]],
    }


def powers(x, degree):
    return [[Fraction(value) ** k for value in x] for k in range(1, degree + 1)]


wampler1 = [sum(Fraction(x) ** k for k in range(6)) for x in WAMPLER_X]
pontius_x = [150000 * k for k in range(1, 21)] * 2
longley = [row.split() for row in LONGLEY]
cases = [
    case("Norris", [NORRIS_X], NORRIS_Y),
    case("Pontius", powers(pontius_x, 2), PONTIUS_Y),
    case("NoInt1", [range(60, 71)], range(130, 141), intercept=False),
    case("NoInt2", [[4, 5, 6]], [3, 4, 4], intercept=False),
    case(
        "Longley", [[row[j] for row in longley] for j in range(1, 7)], [row[0] for row in longley]
    ),
    case("Filip", powers([f"-{x}" for x in FILIP_MINUS_X], 10), FILIP_Y),
    case("Wampler1", powers(WAMPLER_X, 5), wampler1),
    case(
        "Wampler2",
        powers(WAMPLER_X, 5),
        [sum((Fraction(x) / 10) ** k for k in range(6)) for x in WAMPLER_X],
    ),
    *(
        case(
            f"Wampler{n}",
            powers(WAMPLER_X, 5),
            [y + size * d for y, d in zip(wampler1, WAMPLER_DELTA, strict=True)],
        )
        for n, size in ((3, 1), (4, 100), (5, 10000))
    ),
]
write_fixture("nist-linear.json", {"cases": cases}, packages=())
