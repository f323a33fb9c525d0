// Inside the model: spectra of its matrices and of languages in it, and how far its layers align them.
const measureTitles = { calign: 'CALIGN', colap: 'COLAP', cosine_gap: 'Cosine gap' };
const outside = 'outside';

/** The exponents of one part of a model (encoder, decoder): layers side by side, in each a mark a role. */
function alphaPlot(rows, roles, width, label) {
  const layers = [outside, ...d3.sort([...new Set(rows.map((r) => r.layer))].filter((l) => l !== outside), Number)].filter((l) => rows.some((r) => r.layer === l));
  return plot({
    width, height: Math.min(380, width * 0.62), marginLeft: 44, marginBottom: 42, ...(label ? { ariaLabel: label } : {}),
    color: { domain: roles, range: kinds() }, symbol: { domain: roles },
    x: { type: 'point', domain: roles, axis: null, padding: 0.6 }, fx: { domain: layers, label: 'layer', labelArrow: 'none', axis: 'bottom', padding: 0.08 }, y: { label: 'α', labelArrow: 'none', grid: true, nice: true, ticks: 6 },
    marks: [
      Plot.ruleX(rows, { x: 'role', fx: 'layer', y1: (r) => r.alpha - r.sigma, y2: (r) => r.alpha + r.sigma, stroke: 'role', strokeOpacity: 0.35, strokeWidth: 2 }),
      Plot.dot(rows, {
        x: 'role', fx: 'layer', y: 'alpha', stroke: 'role', symbol: 'role', strokeWidth: 2, r: 4.5,
        title: (r) => `${r.matrix}\n${r.role}\nα = ${r.alpha} (± ${r.sigma})`, tip: { format: { x: false, y: false, stroke: false, symbol: false, fx: false } },
      }),
    ],
  });
}

function insideView(view, app) {
  const state = { model: null, matrix: 0, first: null, second: null };
  const model = () => content.models.find((m) => m.name === app.setting.model);
  view.append(element('h2', { id: 'title-inside' }, 'Inside the model'), element('p', { class: 'lead' },
    'What the weights and the hidden states themselves tell: heavy tails in the spectra of its matrices, how alike languages look in it, and in which layers they align.'));
  const [left, right] = [element('div', { class: 'column' }), element('div', { class: 'column' })];
  view.append(element('div', { class: 'split even' }, left, right));
  const matrix = () => model().matrices[state.matrix];
  const picker = element('span');

  const esd = chart(left, {
    id: 'esd', title: 'Spectrum of a weight matrix', read: 'inside',
    says: () => {
      if (!model()?.matrices.length) return '';
      const { power_law: law, bulk_max: bulk, spikes, rows, columns } = matrix();
      return `Density of the eigenvalues of WᵀW (the ESD) of a ${rows} × ${columns} matrix on logarithmic axes: ${law ? `a power law with α = ${law.alpha} (± ${law.sigma}) fits the tail from xmin = ${law.xmin} on (K-S distance ${law.d})` : 'no power law could be fitted'}; ${
        bulk !== undefined ? `${spikes} eigenvalues lie above the Marchenko-Pastur bulk, whose edge is at ${bulk}` : 'there is no Marchenko-Pastur bulk'}.`;
    },
    controls: [picker],
    draw: (width) => {
      if (!model()?.matrices.length) return null;
      const { power_law: law, bulk_max: bulk, eigenvalues } = matrix();
      const dots = logDensity(eigenvalues);
      const marks = [
        law ? { x: law.xmin, name: 'xmin', color: 'var(--warm)' } : null, bulk !== undefined ? { x: bulk, name: 'MP edge', color: 'var(--soft)' } : null,
      ].filter(Boolean);
      return plot({
        width, height: Math.min(400, width * 0.72), marginLeft: 58, marginBottom: 42, marginTop: 26,
        x: { type: 'log', label: 'eigenvalue λ', labelAnchor: 'center', labelArrow: 'none', grid: true, ticks: Math.max(3, Math.floor(width / 110)), tickFormat: '~g' },
        y: { type: 'log', label: 'density', labelArrow: 'none', grid: true, ticks: 5, tickFormat: '~g' },
        marks: [
          Plot.ruleX(marks, { x: 'x', stroke: 'color', strokeDasharray: '4 3' }),
          ...marks.map((m) => Plot.text([m], { x: 'x', text: 'name', frameAnchor: 'top', dy: -8, textAnchor: m.x === d3.min(marks, (o) => o.x) ? 'end' : 'start', dx: m.x === d3.min(marks, (o) => o.x) ? -5 : 5, fill: m.color })),
          Plot.dot(dots, { x: 'eigenvalue', y: 'density', r: 3, fill: 'var(--accent)', fillOpacity: 0.75, title: (d) => `λ from ${number(d.from, 4)} to ${number(d.to, 4)}\n${d.count} eigenvalues`, tip: { format: { x: false, y: false } } }),
          Plot.line(powerLawLine(matrix()), { x: 'eigenvalue', y: 'density', stroke: 'var(--warm)', strokeWidth: 2 }),
        ].filter((m) => m),
      });
    },
    csv: () => matrix().eigenvalues.map((eigenvalue, i) => ({ matrix: matrix().name, place: i + 1, eigenvalue })),
    empty: 'No matrix of this model could be analysed.',
  });

  const alphas = () => (model()?.matrices ?? []).filter((m) => m.power_law && Number.isFinite(m.power_law.alpha)).map((m) => ({
    matrix: m.name, part: m.name.split('.')[0], role: m.role, layer: m.layer === undefined ? outside : String(m.layer), alpha: m.power_law.alpha, sigma: m.power_law.sigma, d: m.power_law.d,
  }));
  const depth = chart(right, {
    id: 'alpha', title: 'α by depth and role', read: 'inside',
    says: () => 'The power-law exponent of every matrix by its layer, coloured by what the matrix does; smaller exponents are heavier tails, of matrices more strongly shaped by training.',
    draw: (width) => {
      const rows = alphas();
      if (!rows.length) return null;
      const roles = [...new Set(rows.map((r) => r.role))];
      // What is outside the layers (embeddings, heads) has no part of its own.
      const layered = [...new Set(rows.filter((r) => r.layer !== outside).map((r) => r.part))];
      const parts = d3.groups(rows, (r) => (layered.includes(r.part) ? r.part : layered[0] ?? ''));
      return element('div', {}, Plot.legend({ symbol: { domain: roles }, color: { domain: roles, range: kinds() }, stroke: 'color', style: plotStyle }),
        parts.map(([part, of]) => element('div', {}, parts.length > 1 ? element('h4', {}, part) : null, alphaPlot(of, roles, width, parts.length > 1 ? `α by depth and role: ${part}` : null))));
    },
    csv: () => alphas().map(({ matrix: name, role, layer, alpha, sigma, d }) => ({ matrix: name, role, layer: layer === outside ? '' : layer, alpha, sigma, d })),
    empty: 'No power law could be fitted to a matrix of this model.',
  });

  const first = combobox('esd-first', 'First language', (language) => { state.first = language; pairEsd.update(); });
  const second = combobox('esd-second', 'Second language', (language) => { state.second = language; pairEsd.update(); });
  const spectrum = (language) => decodeSpectrum(model().spectra[language.place]);
  const pairEsd = chart(left, {
    id: 'language-esd', title: 'Two languages in the model', read: 'inside',
    says: () => {
      if (!state.first || !state.second) return '';
      const { distance } = kolmogorovSmirnov(spectrum(state.first), spectrum(state.second));
      return `Cumulative ESDs of the embedding rows that ${state.first.name} and ${state.second.name} use (by token, over their mean): the largest gap is the K-S distance, ${number(distance, 4)}.`;
    },
    controls: [first.node, second.node],
    draw: (width) => {
      if (!state.first || !state.second) return null;
      const [a, b] = [spectrum(state.first), spectrum(state.second)];
      const worst = kolmogorovSmirnov(a, b);
      const rows = [...cumulativeRows(state.first, a), ...(state.first === state.second ? [] : cumulativeRows(state.second, b))];
      return plot({
        width, height: Math.min(400, width * 0.72), marginLeft: 46, marginBottom: 42,
        color: { domain: [state.first.name, state.second.name], range: kinds(), legend: true },
        x: { type: 'log', label: 'eigenvalue over the mean', labelAnchor: 'center', labelArrow: 'none', grid: true, tickFormat: '~g', ticks: Math.max(3, Math.floor(width / 110)) },
        y: { label: 'share of eigenvalues at most', labelArrow: 'none', grid: true, domain: [0, 1] },
        marks: [
          Plot.line(rows, { x: 'eigenvalue', y: 'share', z: 'name', stroke: 'name', strokeWidth: 2, curve: 'step-after' }),
          Plot.ruleX([worst], { x: 'value', y1: 'first', y2: 'second', stroke: 'var(--ink)', strokeWidth: 2 }),
          Plot.text([worst], { text: (d) => `K-S ${number(d.distance, 3)}`, frameAnchor: 'top-left', dx: 10, dy: 8, fontSize: 13, fill: 'var(--ink)' }),
        ],
      });
    },
    csv: () => [state.first, state.second].flatMap((l) => cumulativeRows(l, spectrum(l))).map(({ language, eigenvalue, share }) => ({ language, eigenvalue, share })),
    empty: 'No spectra of languages were measured in this model.',
  });

  const unmeasured = () => content.models.filter((m) => !m.trends.length).map((m) => m.name);
  const trendRows = () => content.models.flatMap((m) => m.trends.flatMap((t) => t.layers.map(([value, low, high], layer) => ({ model: m.name, measure: t.measure, layer, value, low, high }))));
  const align = chart(right, {
    id: 'alignment', title: 'Alignment by layer', read: 'inside',
    says: () => `CALIGN, COLAP and cosine gap in each layer of every model in this report, whichever is chosen above: the mean over the pairs of languages that have scores, with 95 % intervals; layer 0 is the embeddings’ output${
      unmeasured().length ? ` (not measured in ${unmeasured().join(', ')})` : ''}.`,
    draw: (width) => {
      const rows = trendRows();
      if (!rows.length) return null;
      const names = [...new Set(rows.map((r) => r.model))];
      return element('div', {}, Plot.legend({ color: { type: 'categorical', domain: names, range: kinds() }, style: plotStyle }), element('div', { class: 'small-multiples' },
        d3.groups(rows, (r) => r.measure).map(([measure, of]) => element('div', {}, element('h4', {}, measureTitles[measure] ?? measure), plot({
          width, height: 168, marginLeft: 46, marginBottom: 36, ariaLabel: `${measureTitles[measure] ?? measure} by layer`,
          color: { domain: names, range: kinds() }, x: { label: 'layer', labelArrow: 'none', ticks: d3.max(of, (r) => r.layer), tickFormat: 'd' }, y: { label: null, grid: true, ticks: 4, zero: true, nice: true },
          marks: [
            Plot.areaY(of, { x: 'layer', y1: 'low', y2: 'high', z: 'model', fill: 'model', fillOpacity: 0.15 }),
            Plot.line(of, { x: 'layer', y: 'value', stroke: 'model', strokeWidth: 2 }),
            Plot.dot(of, { x: 'layer', y: 'value', fill: 'model', r: 3, title: (r) => `${r.model}, layer ${r.layer}\n${number(r.value, 4)} (${number(r.low, 4)} to ${number(r.high, 4)})`, tip: { format: { x: false, y: false, fill: false } } }),
          ],
        })))));
    },
    csv: trendRows,
    empty: 'Alignment by layer was not measured in these models (data/features/MODEL/layers.csv).',
  });

  function update() {
    if (model() && state.model === model()) return; // another task of the same model: what was chosen stays
    state.model = model();
    const matrices = model()?.matrices ?? [];
    state.matrix = Math.max(0, matrices.findIndex((m) => m.layer !== undefined && m.power_law));
    const groups = d3.groups(matrices.map((m, i) => ({ m, i })), ({ m }) => (m.layer === undefined ? 'Outside the layers' : `${m.name.split('.')[0]}, layer ${m.layer}`));
    picker.replaceChildren(choice('Matrix', groups.map(([group, of]) => ({ group, options: of.map(({ m, i }) => [String(i), m.name]) })), String(state.matrix), (i) => { state.matrix = Number(i); esd.update(); }));
    const known = languages.filter((l) => model()?.spectra[l.place]);
    for (const box of [first, second]) box.among(d3.sort(known, (l) => l.name));
    const pair = app.pair();
    state.first = known.find((l) => l === pair[0]) ?? known[0] ?? null;
    state.second = known.find((l) => l === pair[1] && l !== state.first) ?? known.find((l) => l !== state.first) ?? null;
    if (state.first) first.choose(state.first);
    if (state.second) second.choose(state.second);
  }

  const show = () => [esd, depth, pairEsd, align].forEach((c) => c.update());
  return { update, show };
}
