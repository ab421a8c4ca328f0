"""Regression tables of statsmodels: OLS and WLS, on the data of estimators.json and on NIST's Longley."""

import json

from fixture import FIXTURES, write_fixture

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.stattools import durbin_watson

source = json.loads((FIXTURES / "estimators.json").read_text(encoding="utf-8"))["data"]
nist = json.loads((FIXTURES / "nist-linear.json").read_text(encoding="utf-8"))["cases"]
DATA = {name: (np.array(data["X"], float), np.array(data["y"])) for name, data in source.items()}
for case in nist:
    DATA[case["name"]] = (np.array(case["X"], float), np.array(case["y"], float))

cases = []


def inference_case(data, weighted=False, intercept=True):
    X, y = DATA[data]
    y = y.astype(float)
    X = np.column_stack([np.ones(len(y)), X]) if intercept else X
    weights = (1 + np.arange(len(y)) % 4) / 2
    model = (sm.WLS(y, X, weights=weights) if weighted else sm.OLS(y, X)).fit()
    cases.append(
        {
            "data": data,
            "sampleWeight": weighted,
            "fitIntercept": intercept,
            "coef": model.params,
            "standardError": model.bse,
            "tValue": model.tvalues,
            "pValue": model.pvalues,
            "intervals90": model.conf_int(0.1),
            "nSamples": int(model.nobs),
            "dfModel": int(model.df_model),
            "dfResidual": int(model.df_resid),
            "sigmaSquared": float(model.scale),
            "rSquared": float(model.rsquared),
            "adjustedRSquared": float(model.rsquared_adj),
            "fValue": float(model.fvalue),
            "fPValue": float(model.f_pvalue),
            "logLikelihood": float(model.llf),
            "aic": float(model.aic),
            "bic": float(model.bic),
            "durbinWatson": float(durbin_watson(model.wresid)),
            "conditionNumber": float(np.linalg.cond(model.model.wexog)),
        }
    )


for data in ("diabetes", "cancer", "Longley", "Norris"):
    inference_case(data)
    inference_case(data, weighted=True)
inference_case("diabetes", intercept=False)
inference_case("diabetes", weighted=True, intercept=False)
inference_case("NoInt1", intercept=False)
write_fixture("linear-inference.json", {"cases": cases}, packages=("numpy", "scipy", "statsmodels"))
