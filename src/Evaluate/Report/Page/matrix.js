// The matrix: every source and target at a glance, measured, predicted while held out, and their difference.
const shownValues = { measured: 'Measured', predicted: 'Predicted', difference: 'Predicted less measured' };
const [smallestCell, largestCell] = [9, 24];

function matrixView(view, app) {
  const state = { value: 'measured', order: 'family', cursor: [0, 0] };
  view.append(element('h2', { id: 'title-matrix' }, 'The matrix'), element('p', { class: 'lead' },
    'Rows are sources, columns are targets. A row of high scores is a source that serves many; a column of low scores is a target that is hard for all.'));
  const tooltip = element('div', { class: 'tooltip', 'aria-hidden': 'true', hidden: true });
  view.append(tooltip);
  const readout = element('p', { class: 'readout', 'aria-live': 'polite' });
  let cells = null;

  /** Every value of a pair: predicted while the target was held out where it was measured, by the whole predictor elsewhere. */
  const valuesOf = (target, source) => {
    const pair = app.setting.pairs.get(target.place)?.get(source);
    const predicted = pair?.predicted ?? app.setting.predicted(target.place, source);
    return { measured: pair?.measured ?? null, predicted, difference: pair ? pair.predicted - pair.measured : null };
  };

  function prepare() {
    const targets = d3.sort(languages.filter((l) => app.setting.pairs.has(l.place)), byFamily);
    const sources = d3.sort(d3.range(app.setting.sources.length), (a, b) => byFamily(app.setting.sources[a], app.setting.sources[b]));
    const rows = sources.map((s) => targets.map((t) => valuesOf(t, s)));
    if (state.order === 'family' || !targets.length) return { targets, sources, rows };
    const [rowOrder, columnOrder] = [clustered(rows.map((r) => r.map((c) => c.predicted))), clustered(targets.map((_, t) => rows.map((r) => r[t].predicted)))];
    return { targets: columnOrder.map((i) => targets[i]), sources: rowOrder.map((i) => sources[i]), rows: rowOrder.map((i) => columnOrder.map((j) => rows[i][j])) };
  }

  const about = ([row, column]) => {
    const [source, target, cell] = [app.setting.sources[cells.sources[row]], cells.targets[column], cells.rows[row][column]];
    return [`${spoken(source)} for ${spoken(target)}`, `measured ${number(cell.measured)}`, `predicted ${number(cell.predicted)}${cell.measured === null ? ' (never measured)' : ' (while held out)'}`,
      `difference ${signed(cell.difference)}`];
  };

  const heat = chart(view, {
    id: 'heatmap', title: 'Sources and targets', read: 'matrix',
    says: () => ({
      measured: `Measured zero-shot scores in ${app.setting.title} with ${app.setting.model}.`,
      predicted: 'Predicted scores, each while its target was held out; pairs that were never measured by the whole predictor.',
      difference: 'Predicted while held out less measured: blue where the prediction is too high, orange where it is too low.',
    }[state.value]),
    controls: [
      choice('Show', Object.entries(shownValues), state.value, (value) => { state.value = value; heat.update(); }),
      choice('Order', [['family', 'by family'], ['similarity', 'by similarity of scores']], state.order, (order) => { state.order = order; state.cursor = [0, 0]; heat.update(); }),
    ],
    draw: (width) => {
      tooltip.hidden = true;
      cells = prepare();
      return cells.targets.length ? heatmap(width) : null;
    },
    csv: () => cells.sources.flatMap((s, row) => cells.targets.map((target, column) => ({
      source: app.setting.sources[s].code, target: target.code, ...Object.fromEntries(Object.entries(cells.rows[row][column]).map(([k, v]) => [k, v === null ? null : Number(v.toFixed(7))])),
    }))),
    empty: 'data/scores has no scores of this task and model.',
  });

  function scale() {
    const values = cells.rows.flat().map((c) => c[state.value]).filter((v) => v !== null);
    if (state.value !== 'difference') return { type: 'linear', domain: [0, Math.max(0.1, Math.ceil(20 * d3.max(values)) / 20)], interpolate: sequential(), label: `${shownValues[state.value].toLowerCase()} score`, nice: false };
    const most = Math.max(0.05, Math.ceil(20 * d3.quantile(values.map(Math.abs), 0.99)) / 20);
    return { type: 'linear', domain: [-most, most], interpolate: diverging(), label: 'predicted less measured', clamp: true };
  }

  function heatmap(room) {
    const color = scale();
    const fill = d3.scaleSequential(color.domain, color.interpolate).clamp(true);
    const [names, top] = [118, 112];
    const cellSize = Math.min(largestCell, Math.max(smallestCell, (room - names - 4) / cells.targets.length));
    const height = top + cells.sources.length * cellSize + 2;
    const drawing = (width) => d3.create('svg').attr('width', width).attr('height', height).attr('viewBox', [0, 0, width, height]).attr('font-size', 9.5).attr('fill', 'var(--soft)');
    // The names of the sources stay where they are while the cells are scrolled.
    const labels = drawing(names).attr('aria-hidden', 'true');
    labels.append('g').attr('text-anchor', 'end').selectAll('text').data(cells.sources).join('text').attr('x', names - 6).attr('y', (_, i) => top + (i + 0.5) * cellSize + 3).text((s) => short(app.setting.sources[s].name));
    const svg = drawing(cells.targets.length * cellSize + 2);
    svg.append('g').selectAll('text').data(cells.targets).join('text').attr('transform', (_, i) => `translate(${(i + 0.5) * cellSize + 3},${top - 6}) rotate(-90)`).text((t) => short(t.name));
    const flat = cells.rows.flatMap((row, r) => row.map((cell, c) => ({ r, c, value: cell[state.value] })));
    hatch(svg, 'no-score');
    svg.append('g').selectAll('rect').data(flat).join('rect').attr('x', (d) => d.c * cellSize).attr('y', (d) => top + d.r * cellSize).attr('width', cellSize - 0.8).attr('height', cellSize - 0.8)
      .attr('fill', (d) => (d.value === null ? 'url(#no-score)' : fill(d.value)));
    const cursor = svg.append('rect').attr('class', 'cell-cursor').attr('width', cellSize + 0.6).attr('height', cellSize + 0.6).attr('rx', 2);
    const scroller = element('div', { class: 'scroller', tabindex: 0, role: 'application', 'aria-label': 'Heatmap of sources and targets: arrow keys go from pair to pair', 'aria-describedby': 'heatmap-keys' }, svg.node());

    const go = (to) => {
      state.cursor = to;
      cursor.attr('x', Math.max(0, to[1] * cellSize - 0.7)).attr('y', top + to[0] * cellSize - 0.7);
      readout.textContent = about(to).join(' · ');
    };
    const under = (event) => {
      const [x, y] = d3.pointer(event, svg.node());
      const [r, c] = [Math.floor((y - top) / cellSize), Math.floor(x / cellSize)];
      return r >= 0 && c >= 0 && r < cells.sources.length && c < cells.targets.length ? [r, c] : null;
    };
    scroller.addEventListener('pointermove', (event) => {
      const cell = under(event);
      tooltip.hidden = !cell;
      if (!cell) return;
      tooltip.textContent = about(cell).join('\n');
      tooltip.style.left = `${Math.min(event.clientX + 14, innerWidth - 300)}px`;
      const below = event.clientY + 16;
      tooltip.style.top = `${below + tooltip.offsetHeight > innerHeight ? Math.max(0, event.clientY - 8 - tooltip.offsetHeight) : below}px`;
    });
    scroller.addEventListener('pointerleave', () => { tooltip.hidden = true; });
    scroller.addEventListener('click', (event) => { const cell = under(event); if (cell) go(cell); });
    scroller.addEventListener('keydown', (event) => {
      const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
      if (!step) return;
      event.preventDefault();
      go([Math.min(cells.sources.length - 1, Math.max(0, state.cursor[0] + step[0])), Math.min(cells.targets.length - 1, Math.max(0, state.cursor[1] + step[1]))]);
      cursor.node().scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    go([Math.min(state.cursor[0], cells.sources.length - 1), Math.min(state.cursor[1], cells.targets.length - 1)]);
    const legend = Plot.legend({ color, width: 240, style: plotStyle, ticks: 5 });
    const sample = hatch(d3.create('svg').attr('width', 16).attr('height', 16).attr('aria-hidden', 'true'), 'no-score-key');
    sample.append('rect').attr('width', 16).attr('height', 16).attr('fill', 'url(#no-score-key)');
    const none = element('p', { class: 'key' }, element('span', {}, sample.node(), state.value === 'predicted' ? ' a language and its own varieties: no prediction' : ' no measured score'));
    return element('div', {}, element('div', { class: 'legends' }, legend, none), element('div', { class: 'heat' }, labels.node(), scroller), readout, element('p', { class: 'note', id: 'heatmap-keys' }, 'Arrow keys, or a tap, go from pair to pair.'));
  }

  return { show: heat.update };
}

/** Lines across a cell without a score: no colour of the scale looks like it. */
function hatch(svg, id) {
  const pattern = svg.append('defs').append('pattern').attr('id', id).attr('width', 4).attr('height', 4).attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)');
  pattern.append('line').attr('y2', 4).attr('stroke', 'var(--soft)').attr('stroke-width', 1.4);
  return svg;
}

const short = (name) => (name.length > 20 ? `${name.slice(0, 19)}…` : name);
