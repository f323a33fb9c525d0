// Held-out targets: predicted against measured, errors by what targets have in common, calibration of the intervals.
const mostGroups = 30;

const heldOutPairs = (setting) => [...setting.pairs].flatMap(([target, cells]) => [...cells].map(([source, cell]) => ({
  source: setting.sources[source], target: languages[target], measured: cell.measured, predicted: cell.predicted, error: cell.predicted - cell.measured,
})));

/** Marks of figures with their intervals, a row each. */
function intervalMarks(rows, y, fill) {
  return [
    Plot.ruleY(rows, { x1: 'low', x2: 'high', y, stroke: fill, strokeWidth: 2.5, strokeOpacity: 0.45, strokeLinecap: 'round' }),
    Plot.dot(rows, { x: 'value', y, fill, r: 4.5, title: (r) => `${r[y]}\n${number(r.value, 4)} (${number(r.low, 4)} to ${number(r.high, 4)})${r.note ? `\n${r.note}` : ''}`, tip: { format: { x: false, y: false, fill: false } } }),
  ];
}

function rowPlot(rows, width, { x, y, fill = 'var(--accent)', marks = [] }) {
  const longest = d3.max(rows, (r) => r[y].length) * 6.7 + 14;
  const margin = Math.min(longest, width * 0.57);
  const room = Math.floor(margin / 6.7);
  return plot({
    width, marginLeft: margin, marginRight: 22, marginTop: 6, marginBottom: 40, height: 56 + rows.length * 24,
    x: { grid: true, labelAnchor: 'center', labelArrow: 'none', ticks: Math.max(2, Math.floor((width - margin) / 95)), nice: true, ...x },
    y: { label: null, domain: rows.map((r) => r[y]), tickSize: 0, tickFormat: (t) => (t.length > room ? `${t.slice(0, room - 1)}…` : t) },
    marks: [...marks, ...intervalMarks(rows, y, fill)],
  });
}

function heldOutCharts({ left, right, whole }, app) {
  const state = { group: 'family' };
  const heldOut = () => app.setting.heldOut;
  const noScores = 'data/scores has no scores of this task and model.';
  const folds = () => `${content.folds} parts of the target languages held out in turn`;

  const scatter = chart(left, {
    id: 'scatter', title: 'Predicted against measured', read: 'accuracy',
    says: () => `Each dot is a pair whose target was held out (${folds()}); on the diagonal the prediction is right, within the band the error is smaller than the ${Math.round(100 * content.level)} % interval's half width.`,
    draw: (width) => {
      const pairs = heldOutPairs(app.setting);
      if (!pairs.length) return null;
      const [low, high] = [Math.max(0, d3.min(pairs, (p) => Math.min(p.measured, p.predicted)) - 0.02), Math.min(1, d3.max(pairs, (p) => Math.max(p.measured, p.predicted)) + 0.02)];
      const half = app.setting.halfWidth;
      const size = Math.min(width, 620);
      return plot({
        width: size, height: size * 0.86, marginLeft: 46, marginBottom: 42, grid: true,
        x: { label: 'measured', labelAnchor: 'center', labelArrow: 'none', domain: [low, high] }, y: { label: 'predicted', labelArrow: 'none', domain: [low, high] },
        marks: [
          half === null ? null : Plot.areaY([low, high], { x: (v) => v, y1: (v) => v - half, y2: (v) => v + half, fill: 'var(--accent)', fillOpacity: 0.08, clip: true }),
          Plot.line([[low, low], [high, high]], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
          Plot.dot(pairs, { x: 'measured', y: 'predicted', r: pairs.length > 1500 ? 1.7 : 2.6, fill: 'var(--accent)', fillOpacity: pairs.length > 1500 ? 0.38 : 0.6 }),
          Plot.tip(pairs, Plot.pointer({ x: 'measured', y: 'predicted', title: (p) => `${spoken(p.source)} for ${spoken(p.target)}\nmeasured ${number(p.measured)}\npredicted ${number(p.predicted)}` })),
        ],
      });
    },
    csv: () => heldOutPairs(app.setting).map((p) => ({ source: p.source.code, target: p.target.code, measured: p.measured, predicted: p.predicted })),
    empty: noScores,
  });

  const groupRows = () => (heldOut()?.groups[state.group] ?? []).filter((g) => g.mae)
    .map((g) => ({ group: `${g.name} (${g.targets})`, name: g.name, targets: g.targets, pairs: g.rows, value: g.mae[0], low: g.mae[1], high: g.mae[2], note: `${g.targets} target languages, ${g.rows} pairs` }));
  const groups = chart(whole, {
    id: 'groups', title: 'Error by group of targets', read: 'accuracy',
    says: () => `Mean absolute error of the predictions for held-out targets by ${{ family: 'family', script: 'script', resources: 'how much text the model was pre-trained on' }[state.group]}, with 95 % intervals; in brackets the number of targets${groupRows().length > mostGroups ? `; the first ${mostGroups} of ${groupRows().length} groups are drawn, the CSV has all` : ''}.`,
    controls: [choice('Targets by', [['family', 'family'], ['script', 'script'], ['resources', 'resources']], state.group, (group) => { state.group = group; groups.update(); })],
    draw: (width) => {
      const rows = groupRows().slice(0, mostGroups);
      return rows.length ? rowPlot(rows, width, { x: { label: 'mean absolute error', zero: true }, y: 'group' }) : null;
    },
    csv: () => groupRows().map(({ name, targets, pairs, value, low, high }) => ({ by: state.group, group: name, targets, pairs, mae: value, low, high })),
    empty: () => (heldOut() ? 'This is not known of the targets.' : noScores),
  });

  const levels = () => (heldOut()?.calibration ?? []).filter((c) => c.coverage).map((c) => ({ level: c.level, value: c.coverage[0], low: c.coverage[1], high: c.coverage[2], width: c.width }));
  const calibration = chart(right, {
    id: 'calibration', title: 'Calibration of the intervals', read: 'accuracy',
    says: 'The share of held-out scores that lie within intervals of several promised levels; on the diagonal the promise is kept, above it the intervals are wider than they need be.',
    draw: (width) => {
      const rows = levels();
      const size = Math.min(width, 560);
      return rows.length ? plot({
        width: size, height: size * 0.78, marginLeft: 50, marginBottom: 42, grid: true,
        x: { label: 'promised', domain: [0.45, 1], tickFormat: '.0%', labelAnchor: 'center', labelArrow: 'none' }, y: { label: 'held', domain: [Math.min(0.4, d3.min(rows, (r) => r.low ?? r.value)), 1], tickFormat: '.0%', labelArrow: 'none' },
        marks: [
          Plot.line([[0.45, 0.45], [1, 1]], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
          Plot.ruleX(rows, { x: 'level', y1: 'low', y2: 'high', stroke: 'var(--accent)', strokeWidth: 2.5, strokeOpacity: 0.45, strokeLinecap: 'round' }),
          Plot.line(rows, { x: 'level', y: 'value', stroke: 'var(--accent)', strokeWidth: 1.5 }),
          Plot.dot(rows, { x: 'level', y: 'value', r: 4.5, fill: 'var(--accent)', title: (r) => `promised ${r.level}\nheld ${number(r.value)} (${number(r.low)} to ${number(r.high)})\nmean width ${number(r.width)}`, tip: { format: { x: false, y: false } } }),
        ],
      }) : null;
    },
    csv: () => levels().map(({ level, value, low, high, width }) => ({ level, coverage: value, low, high, width })),
    empty: noScores,
  });
  return [scatter, groups, calibration];
}
