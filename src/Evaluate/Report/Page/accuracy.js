// How good is it: the predictor beside what it must beat, and what each family of features adds.
const comparedFigures = ['rmse', 'mae', 'r2', 'spearman', 'ndcg1', 'ndcg3', 'ndcg5', 'regret1', 'top3_hit'];
const shownSingle = 5;

/** The predictor, the baselines, the best single features and the noise ceiling, as far as they have the figure. */
function comparedReports(heldOut, figure) {
  const better = figureTitles[figure][1] ? -1 : 1;
  const rows = (heldOut?.reports ?? []).map(({ name, kind, rows: pairs, figures }) => ({ way: name, kind, pairs, figure: figureAt({ figures }, figure) })).filter((r) => r.figure);
  const of = (...those) => rows.filter((r) => those.includes(r.kind));
  const best = d3.sort(of('single_feature'), (r) => better * r.figure[0]).slice(0, shownSingle);
  return [...of('predictor', 'baseline'), ...best, ...of('ceiling')].map(({ figure: [value, low, high], ...row }) => ({ ...row, value, low, high, note: `${row.pairs} pairs` }));
}

function accuracyView(view, app) {
  const state = { figure: 'rmse' };
  view.append(element('h2', { id: 'title-accuracy' }, 'How good is it'), element('p', { class: 'lead' },
    'Every figure is of target languages that were held out whole: a predictor for new languages must be judged on languages that it has not seen. It is trained anew without them, on data/scores as they are now and with default parameters: another predictor than the one that ranks.'));
  const figures = comparedFigures.filter((f) => content.figures.includes(f)).map((f) => [f, `${figureTitles[f][0]} (${figureTitles[f][1] ? 'higher' : 'lower'} is better)`]);
  const pick = choice('Figure', figures, state.figure, (figure) => { state.figure = figure; baselines.update(); adds.update(); });
  view.append(element('div', { class: 'controls' }, pick));
  const [left, right] = [element('div', { class: 'column' }), element('div', { class: 'column' })];
  view.append(element('div', { class: 'split even' }, left, right));
  const name = () => figureTitles[state.figure][0];
  const colors = { predictor: 'var(--accent)', baseline: 'var(--soft)', single_feature: 'var(--soft)', ceiling: 'var(--warm)' };

  const baselines = chart(left, {
    id: 'baselines', title: 'Beside baselines and the noise ceiling', read: 'accuracy',
    says: () => `${name()} of the predictor, of simple ways to predict, and of a second run of the same fine-tuning, with 95 % intervals; a feature’s name stands for the source that is nearest by it alone; figures on the noise ceiling's pairs compare with each other alone.`,
    draw: (width) => {
      const rows = comparedReports(app.setting.heldOut, state.figure);
      return rows.length ? rowPlot(rows, width, { x: { label: name() }, y: 'way', fill: (r) => colors[r.kind] }) : null;
    },
    csv: () => comparedReports(app.setting.heldOut, state.figure).map(({ way, kind, pairs, value, low, high }) => ({ way, kind, figure: state.figure, pairs, value, low, high })),
    empty: 'data/scores has no scores of this task and model, or they have no such figure.',
  });

  // The figure with the family less without it: turned so that to the right is better.
  const added = () => (app.setting.heldOut?.ablations ?? []).map((a) => ({ a, figure: figureAt(a, state.figure) })).filter((r) => r.figure)
    .map(({ a, figure: [value, low, high] }) => ({ family: familyTitle(a.name), code: a.name, value, low, high }));
  const adds = chart(right, {
    id: 'families', title: 'What each family of features adds', read: 'accuracy',
    says: () => `${name()} with the family less ${name()} of a predictor trained without it, on the same held-out targets, with 95 % intervals; ${figureTitles[state.figure][1] ? 'right' : 'left'} of 0 the family helps.`,
    draw: (width) => {
      const rows = added();
      return rows.length ? rowPlot(rows, width, { x: { label: `change of ${name()}`, zero: true, tickFormat: (v) => signed(v) }, y: 'family', marks: [Plot.ruleX([0], { stroke: 'var(--soft)' })] }) : null;
    },
    csv: () => added().map(({ code, value, low, high }) => ({ family: code, figure: state.figure, change: value, low, high })),
    empty: 'data/scores has no scores of this task and model.',
  });
  const others = heldOutCharts({ left, right, whole: view }, app);
  for (const note of content.notes) view.append(element('p', { class: 'note' }, note));
  return { show: () => [baselines, adds, ...others].forEach((c) => c.update()) };
}
