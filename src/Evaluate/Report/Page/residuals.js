// How errors on one target go together over sources, as src/Training/Probing/ResidualModel.cs has it (docs/evaluation.md, "Probes").
const leastOwnVariance = 1e-6;
const priorTargets = [2048, 512, 128, 32, 8, 2];
const structured = (i, j, level, own) => (i === j ? level + own : level);
const shrunk = (sum, targets, structure, prior) => (sum + prior * structure) / (targets + prior);

/** τ² and δ by the method of moments, every target weighing the same. */
function moments(targets) {
  let [squares, products, several] = [0, 0, 0];
  for (const target of targets) {
    let [sum, square, known] = [0, 0, 0];
    for (const r of target) {
      if (Number.isNaN(r)) continue;
      sum += r;
      square += r * r;
      known++;
    }
    squares += square / known;
    if (known > 1) {
      products += (sum * sum - square) / (known * (known - 1));
      several++;
    }
  }
  const level = several === 0 ? 0 : Math.max(0, products / several);
  return [level, Math.max(leastOwnVariance, squares / targets.length - level)];
}

/** E[rrᵀ] of one target, given what was measured. */
function productsOf(target, level, own) {
  const n = target.length;
  const measured = target.filter((r) => !Number.isNaN(r));
  const expected = level * d3.sum(measured) / (own + measured.length * level);
  const variance = level * own / (own + measured.length * level);
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const a = Number.isNaN(target[i]) ? expected : target[i];
    for (let j = 0; j < n; j++) {
      const b = Number.isNaN(target[j]) ? expected : target[j];
      const unknown = Number.isNaN(target[i]) && Number.isNaN(target[j]);
      products[i * n + j] = a * b + (unknown ? variance + (i === j ? own : 0) : 0);
    }
  }
  return products;
}

/** Log likelihood of every target under the covariance that the others give, but for a constant. */
function likelihoodWithout(targets, products, sum, level, own, prior) {
  const n = targets[0].length;
  const [covariance, errors] = [new Float64Array(n * n), new Float64Array(n)];
  let likelihood = 0;
  for (let t = 0; t < targets.length; t++) {
    const known = d3.range(n).filter((s) => !Number.isNaN(targets[t][s]));
    const k = known.length;
    for (let i = 0; i < k; i++) {
      errors[i] = targets[t][known[i]];
      for (let j = 0; j <= i; j++) {
        const at = known[i] * n + known[j];
        covariance[i * k + j] = shrunk(sum[at] - products[t][at], targets.length - 1, structured(known[i], known[j], level, own), prior);
      }
    }
    if (!factor(covariance, k)) return -Infinity;
    solveLower(covariance, k, errors);
    for (let i = 0; i < k; i++) likelihood -= Math.log(covariance[i * k + i]) + 0.5 * errors[i] * errors[i];
  }
  return likelihood;
}

/** Learns from rows of errors, NaN where a pair was not measured. */
function fitResiduals(targets) {
  const n = targets[0].length;
  const [level, own] = moments(targets);
  const products = targets.map((target) => productsOf(target, level, own));
  const sum = new Float64Array(n * n);
  for (const product of products) for (let i = 0; i < sum.length; i++) sum[i] += product[i];
  let [prior, best] = [priorTargets[0], -Infinity];
  for (const candidate of priorTargets) {
    const likelihood = likelihoodWithout(targets, products, sum, level, own, candidate);
    if (likelihood > best) [prior, best] = [candidate, likelihood];
  }
  return { level, own, prior, targets, products, covariance: sum.map((c, i) => shrunk(c, targets.length, structured(Math.floor(i / n), i % n, level, own), prior)) };
}

/** The covariance that the other targets give: without the part of target t. */
function covarianceWithout(model, t) {
  const weight = model.targets.length + model.prior;
  return model.covariance.map((c, i) => (weight * c - model.products[t][i]) / (weight - 1));
}
