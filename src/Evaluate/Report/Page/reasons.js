// Why a pair is predicted what it is: bars by family and by feature.
function effectBars(rows, width, { label, y, tip }) {
  const margin = Math.min(d3.max(rows, (r) => r[y].length) * 6.9 + 14, width * 0.5);
  const text = (title) => (title.length * 6.6 > margin ? `${title.slice(0, Math.floor(margin / 6.6) - 1)}…` : title);
  return plot({
    width, marginLeft: margin, marginRight: 56, marginTop: 6, marginBottom: 38, height: 52 + rows.length * 24,
    x: { label, grid: true, labelAnchor: 'center', labelArrow: 'none', tickFormat: (v) => signed(v, 2), ticks: Math.max(1, Math.floor((width - margin - 56) / 72)), nice: true },
    y: { label: null, domain: rows.map((r) => r[y]), tickSize: 0, tickFormat: text, padding: 0.3 },
    marks: [
      Plot.ruleX([0], { stroke: 'var(--soft)' }),
      Plot.barX(rows, { x: 'effect', y, fill: (r) => (r.effect < 0 ? 'var(--warm)' : 'var(--accent)'), rx: 2, title: tip, tip: { format: { x: false, y: false, fill: false } } }),
      Plot.text(rows, { y, text: (r) => signed(r.effect), frameAnchor: 'right', textAnchor: 'start', dx: 8, fill: 'var(--ink)' }),
    ],
  });
}

/** The strongest features of a candidate, and what all others add together. */
function featureRows(candidate) {
  const rest = d3.sum(candidate.effects.filter((e) => e.family !== 'order'), (e) => e.effect) - d3.sum(candidate.features, (f) => f.effect);
  return [...candidate.features, { feature: 'all other features', effect: rest, value: null }];
}

/** The parts that sum up to what is shown of a candidate, by family. */
const familyRows = (candidate) => [
  ...candidate.effects.map(({ family, effect }) => ({ family, part: family === 'order' ? 'order of all boosters' : familyTitle(family), effect })),
  ...(candidate.moved ? [{ family: 'known', part: 'your known scores', effect: candidate.moved }] : []),
];

function reasonCharts(view, state) {
  const pair = () => (state.pair ? `${state.pair.language.name} for ${state.target.name}` : '');
  const byFamily = chart(view, {
    id: 'reasons-family', title: 'Reasons by family of features', read: 'reasons',
    says: () => (state.pair ? `What each family adds to the predicted score of ${pair()}, from ${number(state.pair.average)} for the average source to ${number(state.pair.mean)}.` : ''),
    draw: (width) => (state.pair ? effectBars(d3.sort(familyRows(state.pair), (r) => -Math.abs(r.effect)), width,
      { label: 'added to the score', y: 'part', tip: (r) => `${r.part}: ${signed(r.effect, 4)}` }) : null),
    csv: () => familyRows(state.pair).map(({ family, effect }) => ({ source: state.pair.language.code, target: state.target.code, family, effect })),
    empty: 'No source can be ranked for this target.',
  });
  const byFeature = chart(view, {
    id: 'reasons-feature', title: 'Reasons by feature', read: 'reasons',
    says: () => (state.pair ? `The features that change the predicted score of ${pair()} most, against the average source.` : ''),
    draw: (width) => (state.pair?.features?.length ? effectBars(featureRows(state.pair), width,
      { label: 'added to the score', y: 'feature', tip: (r) => `${r.feature}${r.value === null ? '' : ` is ${r.value === 'NaN' ? 'missing' : r.value}`}\n${signed(r.effect, 4)}` }) : null),
    csv: () => featureRows(state.pair).map((f) => ({ source: state.pair.language.code, target: state.target.code, ...f, value: f.value === 'NaN' ? '' : f.value })),
    empty: 'Features are told one by one for the ten sources predicted best; the command explain has those of every pair.',
  });
  return { update: () => { byFamily.update(); byFeature.update(); } };
}
