"""What scikit-learn's vectorizers make of texts."""

from fixture import write_fixture

import warnings

import numpy as np
from sklearn.feature_extraction import text as sk
from sklearn.utils import murmurhash3_32

CORPORA = {
    "guide": [
        "This is the first document.",
        "This document is the second document.",
        "And this is the third one.",
        "Is this the first document?",
    ],
    "reviews": [
        "The food was good, the service was NOT good at all!",
        "Good service; bad food. Wouldn't go again...",
        "",
        "a I ? --",
        "An excellent evening: excellent wine, excellent food & an excellent price (24.50 €)",
        "Not bad, not good\tand\n\nnot   cheap either",
        "food_court snake_case x2 2x 100",
    ],
    "world": [
        "naïve café_9 日本語 ½ ² x",
        "İstanbul ISTANBUL ΟΔΟΣ ΟΔΟΣΑ ὈΔΥΣΣΕΎΣ",
        "Straße ﬁne ﬃ Ǆ Ångström \u0041\u030a \u212b",
        "e\u0301tude étude e\u0345\u0301 \u0b95\u0bcd\u0bb7 ก็ กำ \u0e4d",
        "𝐀𝐁 𝟗𝟗 😀😀 ～～ \U00020000\U00020001 a\u200db \u00adsoft",
        "تَجْرِبَة العربية नमस्ते हिन्दी русский ТЕКСТ",
        "one\x1ctwo\x85three\u00a0four\u2003five\ufeffsix\u3000seven  eight \x1f nine",
        "ﷺ Ⅷ ٣٤ ㊀㊁ Ⓐⓑ ꙮꙮ ẞß ŉa ǰ ΐ",
    ],
}

CASES = [
    ("guide", {}),
    ("guide", {"ngram_range": [1, 2]}),
    ("guide", {"ngram_range": [2, 3], "binary": True}),
    ("guide", {"analyzer": "char", "ngram_range": [1, 3]}),
    ("guide", {"analyzer": "char_wb", "ngram_range": [3, 5]}),
    ("guide", {"min_df": 2, "max_df": 3}),
    ("guide", {"min_df": 0.4, "max_df": 0.8}),
    ("guide", {"max_features": 3}),
    # Without ties: numpy's sort does not say which of them comes first.
    ("guide", {"max_features": 4, "binary": True}),
    ("guide", {"vocabulary": ["this", "document", "zebra", "first"]}),
    ("guide", {"vocabulary": {"this": 1, "document": 0, "the": 2}}),
    ("reviews", {}),
    ("reviews", {"lowercase": False, "ngram_range": [1, 3]}),
    ("reviews", {"stop_words": "english"}),
    ("reviews", {"stop_words": ["the", "was", "not"], "ngram_range": [2, 2]}),
    ("reviews", {"token_pattern": r"\b\w+\b"}),
    ("reviews", {"token_pattern": r"([a-z]{3})[a-z]*"}),
    ("reviews", {"token_pattern": r"[a-z]*"}),
    ("reviews", {"analyzer": "char", "ngram_range": [2, 4]}),
    ("reviews", {"analyzer": "char_wb", "ngram_range": [2, 4]}),
    ("reviews", {"analyzer": "char_wb", "ngram_range": [6, 9]}),
    ("reviews", {"analyzer": "char_wb", "ngram_range": [1, 1]}),
    ("reviews", {"max_df": 2, "ngram_range": [1, 2]}),
    ("world", {}),
    ("world", {"lowercase": False}),
    ("world", {"strip_accents": "unicode"}),
    ("world", {"strip_accents": "ascii"}),
    ("world", {"strip_accents": "unicode", "lowercase": False, "ngram_range": [1, 2]}),
    ("world", {"analyzer": "char", "ngram_range": [1, 2]}),
    ("world", {"analyzer": "char_wb", "ngram_range": [2, 3]}),
    ("world", {"analyzer": "char_wb", "ngram_range": [4, 5], "strip_accents": "unicode"}),
]

NEW_TEXTS = {
    "guide": ["the third document of this document", "nothing known"],
    "reviews": ["good wine, not good food", "the the the"],
    "world": ["café naive 日本語", "istanbul οδος"],
}

TFIDF_OPTIONS = [
    {},
    {"norm": "l1"},
    {"norm": None},
    {"use_idf": False},
    {"smooth_idf": False},
    {"sublinear_tf": True},
    {"sublinear_tf": True, "norm": "l1", "smooth_idf": False, "ngram_range": [1, 2], "stop_words": "english"},
    {"binary": True, "use_idf": False, "norm": "l2"},
]

HASHING_OPTIONS = [
    {"n_features": 16},
    {"n_features": 7, "norm": None},
    {"n_features": 16, "alternate_sign": False, "norm": "l1"},
    {"n_features": 5, "binary": True, "norm": None},
    {"n_features": 1, "norm": None},
    {"n_features": 2**20, "ngram_range": [1, 2]},
    {"n_features": 64, "analyzer": "char_wb", "ngram_range": [2, 3], "norm": None},
]


def python(options):
    options = {k: tuple(v) if k == "ngram_range" else v for k, v in options.items()}
    if "token_pattern" in options:
        options["token_pattern"] = "(?u)" + options["token_pattern"]
    return options


def sparse(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return {
        "shape": list(matrix.shape),
        "starts": matrix.indptr,
        "indices": matrix.indices,
        "data": matrix.data,
    }


def count_case(corpus, options):
    vectorizer = sk.CountVectorizer(**python(options))
    X = vectorizer.fit_transform(CORPORA[corpus])
    return {
        "corpus": corpus,
        "options": options,
        "terms": vectorizer.get_feature_names_out(),
        "counts": sparse(X),
        "new": sparse(vectorizer.transform(NEW_TEXTS[corpus])),
        "inverse": [sorted(terms) for terms in vectorizer.inverse_transform(vectorizer.transform(NEW_TEXTS[corpus]))],
    }


def tfidf_case(corpus, options):
    vectorizer = sk.TfidfVectorizer(**python(options))
    X = vectorizer.fit_transform(CORPORA[corpus])
    idf = vectorizer.idf_ if options.get("use_idf", True) else None
    return {
        "corpus": corpus,
        "options": options,
        "terms": vectorizer.get_feature_names_out(),
        "idf": idf,
        "weights": sparse(X),
        "new": sparse(vectorizer.transform(NEW_TEXTS[corpus])),
    }


def hashing_case(corpus, options):
    return {
        "corpus": corpus,
        "options": options,
        "counts": sparse(sk.HashingVectorizer(**python(options)).transform(CORPORA[corpus])),
    }


def transformer_case(options):
    rng = np.random.RandomState(0)
    X = rng.poisson(0.7, (12, 8)) + (np.arange(8) == 3)
    transformer = sk.TfidfTransformer(**options).fit(X)
    return {"options": options, "X": X, "idf": getattr(transformer, "idf_", None), "weights": transformer.transform(X).toarray()}


warnings.simplefilter("ignore")
LETTERS = [chr(c) for c in list(range(0x20, 0x3000)) + list(range(0x1D400, 0x1D7FF)) if chr(c).isprintable()]
HASHED = ["", "a", "ab", "abc", "abcd", "foo", "document", "é", "日本", "𝐀𝐁 x", "x" * 1000, "é" * 300]
write_fixture(
    "text.json",
    {
        "corpora": CORPORA,
        "newTexts": NEW_TEXTS,
        "hashes": [[text, murmurhash3_32(text, seed=0)] for text in HASHED],
        "seeded": [[text, seed, murmurhash3_32(text, seed=seed)] for text in HASHED[:8] for seed in (1, 0x7FFFFFFF)],
        # Letter by letter: what Python's str.lower, \w and strip_accents_unicode make of Unicode.
        "letters": {
            "text": "".join(LETTERS),
            "isWord": "".join("1" if c.isalnum() or c == "_" else "0" for c in LETTERS),
            "lower": [c.lower() for c in LETTERS[:6000]],
            "stripped": [sk.strip_accents_unicode(c) for c in LETTERS[:6000]],
        },
        "sigma": [[word, word.lower()] for word in ["ΟΔΟΣ", "ΣΑΣ", "Σ", "ΑΣ.", "Α.Σ", "ΑΣ\u0301", "ΑΣ\u00adΒ", "ΣΣΣ", "1Σ", "İΣ"]],
        "stopWords": sorted(sk.ENGLISH_STOP_WORDS),
        "counts": [count_case(*case) for case in CASES],
        "tfidf": [tfidf_case(corpus, options) for corpus in ("guide", "reviews") for options in TFIDF_OPTIONS],
        "hashing": [hashing_case(corpus, options) for corpus in CORPORA for options in HASHING_OPTIONS],
        "transformer": [transformer_case(options) for options in TFIDF_OPTIONS[:6]],
    },
)
