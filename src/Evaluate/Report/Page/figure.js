// A chart: title, one sentence, controls, the drawing, its data as CSV, and where to read how to read it.
const drawn = new Set();
const widthOf = (holder) => Math.max(240, Math.floor(holder.clientWidth));

/**
 * Puts a chart into a view.
 * says and csv may be functions; draw gets the width and returns an element, or null where there is nothing to show.
 * Returns { update }, which draws anew.
 */
function chart(view, { id, title, says, read, csv, draw, controls = [], empty = 'There is nothing to show here.' }) {
  const holder = element('div', { class: 'drawing', id: `${id}-drawing` });
  const sentence = element('p', { class: 'says' });
  const save = element('button', { type: 'button', onclick: () => download(`${id}.csv`, csvText(csv())) }, 'Download CSV', element('span', { class: 'unseen' }, ` of ${title}`));
  const section = element('section', { class: 'chart', id, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, title), sentence, controls.length ? element('div', { class: 'controls' }, controls) : null, holder,
    element('footer', {}, save, docs ? element('a', { href: `${docs}#${read}` }, 'How to read this', element('span', { class: 'unseen' }, `: ${title}`)) : null));
  view.append(section);
  const update = () => {
    if (!section.isConnected || holder.clientWidth === 0) return;
    sentence.textContent = typeof says === 'function' ? says() : says;
    const made = draw(widthOf(holder));
    for (const svg of made?.querySelectorAll?.('svg') ?? []) describe(svg);
    if (made instanceof SVGElement) describe(made);
    holder.replaceChildren(made ?? element('p', { class: 'empty' }, empty));
    save.disabled = !made;
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
