// Intervals from errors on held-out languages, as src/Training/Validation/ConformalInterval.cs has it.
const rounding = 1e-9;

/** Half the width that promises the level, from [language, absolute error]; null where nothing narrower than [0, 1] can be promised. */
function conformalHalfWidth(residuals, level) {
  const rows = d3.rollup(residuals, (r) => r.length, ([language]) => language);
  const wanted = level * (rows.size + 1) - rounding;
  let reached = 0;
  for (const [language, residual] of [...residuals].sort((a, b) => a[1] - b[1])) {
    reached += 1 / rows.get(language);
    if (reached >= wanted) return residual;
  }
  return null;
}

// As src/Training/Scores/ScoreRange.cs has it.
const edge = 0.001;
const intoRange = (score) => (score < edge ? edge * Math.exp((score - edge) / edge) : score > 1 - edge ? 1 - edge * Math.exp((1 - edge - score) / edge) : score);

const clamp = (value) => Math.min(1, Math.max(0, value));
const around = (score, halfWidth) => (halfWidth === null ? [0, 1] : [clamp(score - halfWidth), clamp(score + halfWidth)]);
