// Orders of languages: by family, or such that those whose scores go alike stand side by side.
const byFamily = (a, b) => d3.ascending(a.family ?? '~', b.family ?? '~') || d3.ascending(a.genus ?? '~', b.genus ?? '~') || d3.ascending(a.name, b.name);

/** Pearson's correlation over the places where both have a value. */
function correlation(a, b) {
  const both = d3.range(a.length).filter((i) => a[i] !== null && b[i] !== null);
  if (both.length < 3) return 0;
  const [x, y] = [both.map((i) => a[i]), both.map((i) => b[i])];
  const [mx, my] = [d3.mean(x), d3.mean(y)];
  const [sxy, sxx, syy] = [d3.sum(x, (v, i) => (v - mx) * (y[i] - my)), d3.sum(x, (v) => (v - mx) ** 2), d3.sum(y, (v) => (v - my) ** 2)];
  return sxx > 0 && syy > 0 ? sxy / Math.sqrt(sxx * syy) : 0;
}

/** The leaves of average-linkage clustering by correlation of rows, neighbours that are most alike turned to each other. */
function clustered(rows) {
  const like = rows.map((a) => rows.map((b) => correlation(a, b)));
  let clusters = rows.map((_, i) => [i]);
  const linkage = like.map((row) => [...row]);
  const alive = new Set(d3.range(rows.length));
  while (alive.size > 1) {
    let best = [-Infinity, 0, 0];
    for (const i of alive) for (const j of alive) if (i < j && linkage[i][j] > best[0]) best = [linkage[i][j], i, j];
    const [, i, j] = best;
    for (const k of alive) {
      if (k === i || k === j) continue;
      linkage[i][k] = linkage[k][i] = (linkage[i][k] * clusters[i].length + linkage[j][k] * clusters[j].length) / (clusters[i].length + clusters[j].length);
    }
    clusters[i] = joined(clusters[i], clusters[j], like);
    alive.delete(j);
  }
  return clusters[[...alive][0]] ?? [];
}

/** Two runs of leaves end to end, each turned so that the ends that meet are most alike. */
function joined(a, b, like) {
  const turned = (run) => [run, [...run].reverse()];
  return d3.greatest(turned(a).flatMap((x) => turned(b).map((y) => [like[x.at(-1)][y[0]], [...x, ...y]])), (p, q) => d3.ascending(p[0], q[0]))[1];
}
