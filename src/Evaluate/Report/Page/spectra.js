// Spectra: densities on logarithmic axes, fitted laws, and the K-S distance of two languages.
const binsOfMatrix = 44;

/** The density of positive eigenvalues in bins that are equally wide on a logarithmic axis. */
function logDensity(eigenvalues, bins = binsOfMatrix) {
  const largest = eigenvalues.at(-1);
  const positive = eigenvalues.filter((v) => v > 1e-9 * largest);
  const [low, high] = [Math.log10(positive[0]), Math.log10(largest)];
  const step = (high - low) / bins || 1;
  const counts = d3.rollup(positive, (v) => v.length, (v) => Math.min(bins - 1, Math.floor((Math.log10(v) - low) / step)));
  return d3.sort([...counts], ([bin]) => bin).map(([bin, count]) => {
    const [from, to] = [10 ** (low + bin * step), 10 ** (low + (bin + 1) * step)];
    return { from, to, eigenvalue: Math.sqrt(from * to), count, density: count / (eigenvalues.length * (to - from)) };
  });
}

/** The fitted power law over its range, scaled to the share of eigenvalues that it describes. */
function powerLawLine(matrix, points = 40) {
  const law = matrix.power_law;
  if (!law || !Number.isFinite(law.alpha) || !(law.xmax > law.xmin)) return [];
  const share = law.tail / matrix.eigenvalues.length;
  return d3.range(points + 1).map((i) => law.xmin * (law.xmax / law.xmin) ** (i / points))
    .map((eigenvalue) => ({ eigenvalue, density: share * (law.alpha - 1) / law.xmin * (eigenvalue / law.xmin) ** -law.alpha }));
}

/** float32 in base64, little-endian. */
function decodeSpectrum(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return d3.range(bytes.length / 4).map((i) => view.getFloat32(4 * i, true));
}

/** Two-sample Kolmogorov-Smirnov distance of ascending values and where it is reached, as src/Features/Spectra/Similarity/SpectrumSimilarity.cs has it. */
function kolmogorovSmirnov(a, b) {
  let [i, j, worst] = [0, 0, { distance: -1 }];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] <= value) i++;
    while (j < b.length && b[j] <= value) j++;
    const distance = Math.abs(i * b.length - j * a.length) / (a.length * b.length);
    if (distance > worst.distance) worst = { distance, value, first: i / a.length, second: j / b.length };
  }
  return worst;
}

/** A cumulative spectrum as steps. */
const cumulativeRows = (language, values) => values.map((eigenvalue, i) => ({ language: language.code, name: language.name, eigenvalue, share: (i + 1) / values.length })).filter((r) => r.eigenvalue > 0);
