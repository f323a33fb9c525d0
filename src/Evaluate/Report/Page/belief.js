// What is believed of a target's scores, and how known scores change it by Bayes' rule, as src/Training/Probing/ScoreBelief.cs, TargetBelief.cs and TopTies.cs have it.
const noVariance = 1e-15;

/** The belief after some scores, [source, score], have been measured; null where the covariance is not positive definite, so that it is none of a distribution. */
function given(belief, probes) {
  const told = [...probes].sort((a, b) => a[0] - b[0]);
  const [n, k] = [belief.mean.length, told.length];
  if (k === 0) return belief;
  const seen = new Float64Array(k * k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) seen[i * k + j] = belief.covariance[told[i][0] * n + told[j][0]];
  if (!factor(seen, k)) return null;
  const surprise = Float64Array.from(told, ([source, score]) => score - belief.mean[source]);
  solveLower(seen, k, surprise);
  const explained = new Float64Array(n * k);
  const column = new Float64Array(k);
  for (let s = 0; s < n; s++) {
    for (let i = 0; i < k; i++) column[i] = belief.covariance[told[i][0] * n + s];
    solveLower(seen, k, column);
    explained.set(column, s * k);
  }
  const [mean, covariance] = [new Float64Array(n), new Float64Array(n * n)];
  for (let s = 0; s < n; s++) {
    mean[s] = belief.mean[s] + dot(explained, s * k, surprise, 0, k);
    for (let other = 0; other <= s; other++) {
      covariance[s * n + other] = covariance[other * n + s] = belief.covariance[s * n + other] - dot(explained, s * k, explained, other * k, k);
    }
  }
  for (const [source, score] of told) {
    mean[source] = score;
    for (let other = 0; other < n; other++) covariance[source * n + other] = covariance[other * n + source] = 0;
  }
  return { mean, covariance };
}

/** The belief about a target before any of its scores is known; null where there are no errors on other targets. */
function targetBelief(errors, group, sources, predicted) {
  if (!errors) return null;
  const columns = sources.map((source) => errors.sources.indexOf(source));
  const rows = errors.targets.map((target, t) => ({ target, errors: columns.map((c) => (c < 0 ? NaN : errors.errors[t][c])) }))
    .filter((row) => row.target !== group && !row.errors.every(Number.isNaN));
  if (rows.length === 0) return null;
  const model = fitResiduals(rows.map((row) => row.errors));
  return { groups: rows.map((row) => row.target), model, scores: { mean: Float64Array.from(predicted), covariance: model.covariance } };
}

/** Half the width of the interval once the scores of some sources are known; null for [0, 1], undefined where a covariance is not positive definite. */
function halfWidthKnowing(belief, known, level) {
  const left = [];
  for (const [t, errors] of belief.model.targets.entries()) {
    const measured = errors.filter((e) => !Number.isNaN(e)).length;
    if (known.some((s) => Number.isNaN(errors[s])) || known.length === measured) continue;
    const told = given({ mean: new Float64Array(errors.length), covariance: covarianceWithout(belief.model, t) }, known.map((s) => [s, errors[s]]));
    if (!told) return undefined;
    errors.forEach((error, s) => {
      if (!Number.isNaN(error) && !known.includes(s)) left.push([belief.groups[t], Math.abs(error - told.mean[s])]);
    });
  }
  return conformalHalfWidth(left, level);
}

/** Which sources cannot be told from the best. */
function topTies(belief, level) {
  const n = belief.mean.length;
  const best = d3.maxIndex(belief.mean);
  return d3.range(n).map((i) => {
    if (i === best) return true;
    const difference = belief.mean[i] - belief.mean[best];
    const variance = belief.covariance[i * n + i] + belief.covariance[best * n + best] - 2 * belief.covariance[i * n + best];
    const overtakes = variance > noVariance ? cumulative(difference / Math.sqrt(variance)) : difference >= 0 ? 1 : 0;
    return overtakes >= 1 - level;
  });
}
