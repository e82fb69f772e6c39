"""Which theme a text could belong to, by wording like that of what is tagged already.

Only the suggestions' own process imports this: scikit-learn takes seconds to load and 100 MB to hold
(docs/decisions/0018).

References
----------
J. D. M. Rennie et al., Tackling the poor assumptions of naive Bayes text classifiers (ICML 2003): the
complement classifier, which a few large themes do not lead astray.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from app.programme.search import stem_list, stems
from app.programme.theme_words import WORDS_BY_NAME

MOST_SUGGESTED = 3
SMOOTHING = 0.3
PIECES = (3, 5)
"""So many letters has a piece of a word: «sykkelvei» and «sykkelfelt» share some, which stems do not."""


def suggest(
    names: Mapping[UUID, str], tagged: Sequence[tuple[UUID, str]], texts: Sequence[str], *, words: bool = True
) -> list[list[UUID]]:
    """Suggest up to three themes for each text, the likeliest first; the same in gives the same out.

    Parameters
    ----------
    names
        The themes that may be suggested.
    tagged
        Texts with the theme that a person gave them.
    texts
        What to find themes for.
    words
        Also learn from the words that belong to the usual themes (`theme_words`).

    Returns
    -------
    list
        As long as `texts`; every list is empty where fewer than two themes have anything to learn from.
    """
    known = [*tagged, *(usual_words(names) if words else ())]
    themes = sorted({theme_id for theme_id, _text in known})
    if len(themes) < 2 or not texts:
        return [[] for _text in texts]
    order = {theme_id: n for n, theme_id in enumerate(themes)}
    model = _model().fit([text for _theme, text in known], [order[theme_id] for theme_id, _text in known])
    likeliest = np.argsort(-model.predict_proba(texts), axis=1, kind="stable")[:, :MOST_SUGGESTED]
    return [[themes[int(model.classes_[n])] for n in row] for row in likeliest]


def usual_words(names: Mapping[UUID, str]) -> list[tuple[UUID, str]]:
    """Give what belongs to themes by their names, a word at a time, and the names themselves."""
    found = [(theme_id, name) for theme_id, name in names.items()]
    for known, words in WORDS_BY_NAME.items():
        for theme_id, name in names.items():
            if stems(name) & stems(known):
                found += [(theme_id, word) for word in words.split()]
    return found


def _model() -> Pipeline:
    whole = TfidfVectorizer(analyzer=stem_list, sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=PIECES, sublinear_tf=True)
    return make_pipeline(make_union(whole, pieces), ComplementNB(alpha=SMOOTHING))
