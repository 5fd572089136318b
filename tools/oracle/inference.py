"""Golden numbers for test/statistics: distributions, intervals, paired tests and multiplicity as other libraries compute them.

    pip install -r tools/oracle/requirements.txt
    python tools/oracle/inference.py

writes test/statistics/golden/*.json. Every table names its oracle and the call; rows hold the arguments, then the results.
"""

import json
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
import statsmodels.api as sm
from scipy import special, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

GOLDEN = Path(__file__).parents[2] / "test" / "statistics" / "golden"
mp.mp.dps = 60


def table(library, call, rows):
    return {"oracle": f"{library} {version(library)}", "call": call, "rows": rows}


def write(name, tables):
    lines = []
    for key, content in tables.items():
        rows = ",\n".join(json.dumps(row, allow_nan=False, separators=(",", ":")) for row in content["rows"])
        head = f'"oracle":{json.dumps(content["oracle"])},"call":{json.dumps(content["call"])}'
        lines.append(f'"{key}":{{{head},"rows":[\n{rows}\n]}}')
    (GOLDEN / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def normal_quantile(p):
    """Newton's method on the logarithm of the cdf at 60 digits."""
    p = mp.mpf(p)
    if p > 0.5:
        return -normal_quantile(1 - p)
    z = mp.mpf(float(special.ndtri(float(p))))
    for _ in range(8):
        cdf = mp.erfc(-z / mp.sqrt(2)) / 2
        z -= mp.log(cdf / p) * cdf / mp.npdf(z)
    return z


def student_cdf(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    return mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def distributions():
    zs = [-37.4, -37, -30, -20, -12, -8, -6, -5.66, -5.65, -3, -2, -1, -0.68, -0.67, -0.5, -1e-9, 0.0, 0.3, 0.7, 1, 2, 4, 8]
    ps = [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-12, 1e-11, 1e-6, 0.001, 0.025, 0.05, 0.07, 0.08, 0.2, 0.4, 0.499999]
    ps += [0.5000001, 0.6, 0.8, 0.95, 0.975, 0.99, 0.999, 0.999999]
    dfs = [0.5, 1, 2, 3, 4.5, 9, 30, 100, 1e4, 1e6]
    tails = [1e-12, 1e-8, 1e-4, 0.001, 0.01, 0.025, 0.05, 0.2, 0.4, 0.49, 0.6, 0.95, 0.995, 0.999]
    binomials = []
    for n in [1, 2, 5, 30, 1000, 100_000, 1_000_000]:
        for p in [1e-6, 0.01, 0.1, 0.5, 0.9, 0.999]:
            ks = {int(stats.binom.ppf(q, n, p)) for q in [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]}
            for k in sorted(ks | {0, n}):
                pmf, cdf = float(stats.binom.pmf(k, n, p)), float(stats.binom.cdf(k, n, p))
                if pmf > 1e-290:
                    binomials.append([k, n, p, pmf, cdf])
    betas = []
    for a, b in [(0.5, 0.5), (2, 3), (0.001, 5), (1, 1), (40, 0.7), (200, 300), (5e5, 5e5), (3, 1e6), (1e6, 0.5)]:
        for q in [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]:
            x = float(special.betaincinv(a, b, q))
            if 1e-300 < x < 1:
                betas.append([a, b, x, float(special.betainc(a, b, x)), float(special.betaincc(a, b, x))])
    write("distributions", {
        "normalCdf": table("mpmath", "erfc(-z/sqrt(2))/2", [[z, float(mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2)] for z in zs]),
        "normalQuantile": table("mpmath", "root of erfc(-z/sqrt(2))/2 - p", [[p, float(normal_quantile(p))] for p in ps]),
        "stirlingError": table("mpmath", "loggamma(x) - ((x-1/2)*log(x) - x + log(2*pi)/2)", [
            [x, float(mp.loggamma(x) - ((mp.mpf(x) - 0.5) * mp.log(x) - x + mp.log(2 * mp.pi) / 2))]
            for x in [0.001, 0.25, 0.5, 1, 1.5, 2, 3.7, 9.99, 10, 25, 1000, 1e6, 1e9]
        ]),
        "studentCdf": table("mpmath", "betainc(df/2, 1/2, 0, df/(df+t*t), regularized=True)/2 at -t", [
            [-t, df, float(student_cdf(t, df))]
            for df in dfs for t in [1e-9, 0.001, 0.1, 0.5, 1, 2, 5, 50, 1e5] if student_cdf(t, df) > 1e-12
        ]),
        "studentQuantile": table("scipy", "stats.t.ppf(p, df)", [[p, df, float(stats.t.ppf(p, df))] for df in dfs for p in tails]),
        "betaQuantile": table("scipy", "stats.beta.ppf(p, a, b)", [
            [p, a, b, float(stats.beta.ppf(p, a, b))]
            for a, b in [(0.5, 0.5), (1, 30), (30, 1), (0.5, 870.5), (3, 18), (870.5, 130.5), (1e5, 3e5), (20.5, 0.5)]
            for p in [1e-12, 1e-6, 0.001, 0.05, 0.5, 0.95, 0.999, 1 - 1e-6]
            if 1e-300 < stats.beta.ppf(p, a, b) < 1
        ]),
        "regularisedBeta": table("scipy", "special.betainc(a, b, x), special.betaincc(a, b, x)", betas),
        "binomial": table("scipy", "stats.binom.pmf(k, n, p), stats.binom.cdf(k, n, p)", binomials),
    })


def proportions():
    wilson = []
    for n in range(1, 31):
        for k in range(n + 1):
            row = [k, n]
            for alpha in [0.05, 0.002]:
                row += [float(x) for x in proportion_confint(k, n, alpha=alpha, method="wilson")]
            wilson.append(row)
    sides = [(k, n) for n in [1, 2, 7, 30, 1000] for k in sorted({0, 1, n // 2, n - 1, n})]
    newcombe = []
    for k1, n1 in sides:
        for k2, n2 in sides:
            low, high = confint_proportions_2indep(k1, n1, k2, n2, compare="diff", method="newcomb", alpha=0.1)
            newcombe.append([k1, n1, k2, n2, float(low), float(high)])
    write("proportions", {
        "clopperPearson": table("statsmodels", "proportion_confint(k, n, .05, method='beta')", [
            [k, n, *(float(x) for x in proportion_confint(k, n, 0.05, method="beta"))]
            for n in range(1, 31) for k in range(n + 1)
        ]),
        "wilson": table("statsmodels", "proportion_confint(k, n, alpha, method='wilson') at alpha .05, then .002", wilson),
        "newcombe": table("statsmodels", "confint_proportions_2indep(k1, n1, k2, n2, compare='diff', method='newcomb', alpha=.1)", newcombe),
    })


def mid_p(worse, better):
    """Exact p minus half of the observed outcome's two-sided probability; all outcomes are at least as extreme when they are equal."""
    if worse == better:
        return 1.0
    n, m = worse + better, min(worse, better)
    return float(2 * stats.binom.cdf(m, n, 0.5) - stats.binom.pmf(m, n, 0.5))


def paired():
    rows = []
    for n in range(61):
        for worse in range(n // 2 + 1):
            better = n - worse
            exact = float(mcnemar([[0, worse], [better, 0]], exact=True).pvalue) if n else 1.0
            rows.append([worse, better, exact, mid_p(worse, better)])
    large = [[w, b, mid_p(w, b)] for w, b in [(500, 400), (5000, 5200), (499_000, 501_000), (498_000, 502_000), (300_000, 305_000)]]
    write("paired", {
        "mcnemar": table("statsmodels", "mcnemar([[0, worse], [better, 0]], exact=True).pvalue; mid-p from scipy.stats.binom", rows),
        "mcnemarLarge": table("scipy", "2*stats.binom.cdf(m, n, .5) - stats.binom.pmf(m, n, .5)", large),
    })


def means():
    random = np.random.default_rng(7)
    student, welch, clustered = [], [], []
    for size in [2, 3, 10, 40]:
        x = random.normal(size=size).round(3)
        low, high = stats.t.interval(0.9, size - 1, loc=x.mean(), scale=stats.sem(x))
        student.append([x.tolist(), float(x.var(ddof=1) / size), float(low), float(high)])
        y = random.normal(scale=3, size=size + 5).round(3)
        test = stats.ttest_ind(x, y, equal_var=False)
        interval = test.confidence_interval(0.9)
        welch.append([x.tolist(), y.tolist(), float(test.df), float(interval.low), float(interval.high)])
        groups = random.integers(0, max(2, size // 3), size=size)
        groups[:2] = [0, 1]
        # Its correction is C/(C-1) * (n-1)/(n-k), and k = 1 for a mean.
        fit = sm.OLS(x, np.ones(size)).fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True})
        clustered.append([x.tolist(), groups.tolist(), float(fit.cov_params()[0, 0])])
    write("means", {
        "student": table("scipy", "x.var(ddof=1)/n, stats.t.interval(.9, n-1, x.mean(), stats.sem(x))", student),
        "welch": table("scipy", "stats.ttest_ind(x, y, equal_var=False): df, confidence_interval(.9)", welch),
        "clustered": table("statsmodels", "OLS(x, 1).fit(cov_type='cluster', groups, use_correction=True).cov_params()", clustered),
    })


def multiplicity():
    random = np.random.default_rng(11)
    families = [[0.001, 0.008, 0.012, 0.03, 0.04, 0.2, 0.6], [0.04], [0.06], [0.02, 0.02], [0.5, 0.01, 0.03]]
    families += [(random.uniform(size=m) ** 4).round(4).tolist() for m in [2, 3, 5, 8, 13, 21]]
    rows = [[p, [bool(r) for r in multipletests(p, alpha=0.05, method="holm")[0]]] for p in families]
    write("multiplicity", {"holm": table("statsmodels", "multipletests(p, alpha=.05, method='holm')[0]", rows)})


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    distributions()
    proportions()
    paired()
    means()
    multiplicity()
