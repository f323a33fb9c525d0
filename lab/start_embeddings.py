"""Token embeddings to start from: a truncated SVD of positive pointwise mutual information.

Contexts of a piece: its left neighbour, its right neighbour, the translated line it stands in (shared by all languages; left out
for a model without parallel signal), and its own spelling (first and last letters, script, letter case), so that rare pieces
start near pieces built alike.
"""
import unicodedata

import common
import numpy
import scipy.sparse

import encoded


def neighbours(rows, size):
    """Sparse counts of (piece, left neighbour) and of (piece, right neighbour)."""
    rows = [numpy.asarray(ids, dtype=numpy.int64) for ids in rows]
    left, right = numpy.concatenate([row[:-1] for row in rows]), numpy.concatenate([row[1:] for row in rows])
    ones = numpy.ones(len(left), dtype=numpy.float32)
    yield scipy.sparse.csr_matrix((ones, (right, left)), (size, size))
    yield scipy.sparse.csr_matrix((ones, (left, right)), (size, size))


def lines(data, size):
    """Sparse counts of (piece, line), where the translations of a line are one line."""
    number, rows, columns = {}, [], []
    parallel = [(number.setdefault(key, len(number)), ids) for _, key, ids in data["sentences"] if ":" in key]
    parallel += [(len(number) + i, ids) for i, pair in enumerate(data["pairs"]) for ids in pair]
    for column, ids in parallel:
        rows.append(numpy.unique(numpy.asarray(ids, dtype=numpy.int64)))
        columns.append(numpy.full(len(rows[-1]), column))
    rows, columns = numpy.concatenate(rows), numpy.concatenate(columns)
    return scipy.sparse.csr_matrix((numpy.ones(len(rows), dtype=numpy.float32), (rows, columns)), (size, len(number) + len(data["pairs"])))


def spelling(tokenizer):
    features, rows, columns = {}, [], []
    for i in range(tokenizer.first, tokenizer.end):
        bare, starts = tokenizer.spelling(i)
        names = ["starts" if starts else "inside"]
        if bare:
            category = unicodedata.category(bare[0])
            names += [f"category {category}", f"script {unicodedata.name(bare[0], '?').split(' ')[0]}"]
            if bare[0].isupper():
                names.append("upper")
            low = bare.lower()
            names += [f"end {low[-n:]}" for n in (1, 2, 3, 4) if len(low) >= n]
            names += [f"begin {low[:n]}" for n in (3, 4, 5) if len(low) >= n]
        for name in names:
            rows.append(i)
            columns.append(features.setdefault(name, len(features)))
    matrix = scipy.sparse.csr_matrix((numpy.ones(len(rows), dtype=numpy.float32), (rows, columns)),
                                     (tokenizer.size, len(features)))
    keep = numpy.asarray(matrix.sum(0)).ravel() >= 3
    return matrix[:, keep]


def ppmi(counts, smoothing=0.75):
    counts = counts.tocoo()
    row = numpy.bincount(counts.row, counts.data, counts.shape[0])
    column = numpy.bincount(counts.col, counts.data, counts.shape[1]) ** smoothing
    value = numpy.log(counts.data * column.sum() / (row[counts.row] * column[counts.col]))
    keep = value > 0
    return scipy.sparse.csr_matrix((value[keep].astype(numpy.float32), (counts.row[keep], counts.col[keep])), counts.shape)


def truncated_svd(matrix, rank, rounds=4, seed=common.SEED):
    random = numpy.random.default_rng(seed)
    transposed = matrix.T.tocsr()
    basis = matrix @ random.standard_normal((matrix.shape[1], rank + 20), dtype=numpy.float32)
    for _ in range(rounds):
        basis, _ = numpy.linalg.qr(basis)
        basis = matrix @ (transposed @ basis)
    basis, _ = numpy.linalg.qr(basis)
    small = (transposed @ basis).T
    u, s, _ = numpy.linalg.svd(small, full_matrices=False)
    return (basis @ u[:, :rank]).astype(numpy.float32), s[:rank]


def start(tokenizer, data, width, parallel=True, spelling_weight=0.5):
    """(vocabulary, width) float32, every row of length 1; special tokens and unseen pieces random."""
    texts = [ids for _, ids in encoded.monolingual(data)]
    blocks = [ppmi(counts) for counts in neighbours(texts, tokenizer.size)]
    if parallel:
        blocks.append(ppmi(lines(data, tokenizer.size)))
    blocks.append(spelling_weight * ppmi(spelling(tokenizer)))
    u, s = truncated_svd(scipy.sparse.hstack(blocks, format="csr"), width)
    vectors = u * numpy.sqrt(s)
    ordinary = slice(tokenizer.first, tokenizer.end)
    vectors -= vectors[ordinary].mean(0)
    norm = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    random = numpy.random.default_rng(common.SEED).standard_normal(vectors.shape).astype(numpy.float32) / numpy.sqrt(width)
    special = numpy.ones(len(vectors), dtype=bool)
    special[ordinary] = False
    return numpy.where((norm < 1e-6) | special[:, None], random, vectors / numpy.maximum(norm, 1e-6)).astype(numpy.float32)
