// A chart: title, one sentence, controls, the drawing, its data as CSV, and where to read how to read it.
const drawn = new Set();
const told = (text) => (typeof text === 'function' ? text() : text);
const widthOf = (holder) => Math.max(240, Math.floor(holder.clientWidth));

const rowsInTable = 200;

/** A part of a chart that is made when it is opened, and anew while it is open. */
function disclosure(summary, title, fill) {
  const body = element('div');
  const update = () => { if (node.open) body.replaceChildren(...[fill()].flat().filter(Boolean)); };
  const node = element('details', { ontoggle: update }, element('summary', {}, summary, element('span', { class: 'unseen' }, `: ${title}`)), body);
  return { node, update };
}

/** The rows of a CSV as a table, for who does not point at marks. */
function dataTable(rows, title) {
  const names = Object.keys(rows[0] ?? {});
  const shown = (value) => (typeof value === 'number' && !Number.isNaN(value) ? String(Number(value.toPrecision(6))) : csvCell(value));
  return [
    element('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': `Table of: ${title}` }, element('table', { class: 'data' },
      element('thead', {}, element('tr', {}, names.map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, rows.slice(0, rowsInTable).map((row) => element('tr', {}, names.map((name) => element('td', { class: typeof row[name] === 'number' ? 'number' : null }, shown(row[name])))))))),
    rows.length > rowsInTable ? element('p', { class: 'note' }, `The first ${rowsInTable} of ${rows.length} rows; the CSV has them all.`) : null,
  ];
}

/** What docs/report.md says of a section; where a list names the chart, that entry alone. */
function guide(read, title) {
  const text = document.getElementById(`read-${read}`).content.cloneNode(true);
  const items = [...text.querySelectorAll('li')];
  if (items.some((item) => item.querySelector('strong')?.textContent === `${title}.`)) for (const item of items) if (item.querySelector('strong')?.textContent !== `${title}.`) item.remove();
  return element('div', { class: 'guide' }, text);
}

/**
 * Puts a chart into a view.
 * says, csv and empty may be functions; draw gets the width and returns an element, or null where there is nothing to show.
 * Returns { update }, which draws anew.
 */
function chart(view, { id, title, says, read, csv, draw, controls = [], empty = 'There is nothing to show here.', isTable = false }) {
  const holder = element('div', { class: 'drawing', id: `${id}-drawing` });
  const sentence = element('p', { class: 'says' });
  const save = element('button', { type: 'button', onclick: () => download(`${id}.csv`, csvText(csv())) }, 'Download CSV', element('span', { class: 'unseen' }, ` of ${title}`));
  const table = disclosure('Show as table', title, () => (save.disabled ? element('p', { class: 'note' }, told(empty)) : dataTable(csv(), title)));
  const reading = disclosure('How to read this', title, () => guide(read, title));
  const section = element('section', { class: 'chart', id, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, title), sentence, controls.length ? element('div', { class: 'controls' }, controls) : null, holder,
    element('footer', {}, save, isTable ? null : table.node, reading.node,
      docs ? element('a', { href: `${docs}#${read}` }, 'The docs', element('span', { class: 'unseen' }, ` on: ${title}`)) : null));
  view.append(section);
  const update = () => {
    if (!section.isConnected || holder.clientWidth === 0) return;
    sentence.textContent = told(says);
    const made = draw(widthOf(holder));
    for (const svg of made?.querySelectorAll?.('svg') ?? []) describe(svg);
    if (made instanceof SVGElement) describe(made);
    // What is already there stays there, and with it the focus.
    if (!made || made !== holder.firstChild) holder.replaceChildren(made ?? element('p', { class: 'empty' }, told(empty)));
    save.disabled = !made;
    table.update();
  };
  const describe = (svg) => {
    if (svg.closest('[class*="swatches"]') || svg.hasAttribute('aria-hidden')) return;
    svg.setAttribute('role', 'img');
    for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) ['aria-label', 'aria-description'].forEach((name) => part.removeAttribute(name));
    if (svg.getAttribute('aria-label')) return;
    svg.setAttribute('aria-label', /-ramp$/.test(svg.getAttribute('class')) ? `Scale of the colours of: ${title}` : `${title}. ${sentence.textContent}`);
  };
  drawn.add(update);
  return { update, section };
}

const redraw = () => drawn.forEach((update) => update());
let lastWidth = innerWidth;
addEventListener('resize', () => {
  if (innerWidth === lastWidth) return; // the bars of a phone's browser come and go
  lastWidth = innerWidth;
  redraw();
});
dark.addEventListener('change', redraw);

/** Options that all plots share. */
const plotStyle = { background: 'none', fontFamily: 'inherit', fontSize: '12px' };
const plot = (options) => Plot.plot({ style: plotStyle, ...options });
