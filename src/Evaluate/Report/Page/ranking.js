// The table of ranked sources: its rows stay while their places and numbers change, so that what has the focus keeps it.
const shownAtFirst = 15;
const noFraction = 'Write a fraction from 0 to 1, such as 0.87; percentages divided by 100.';

let pressed = false;
addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => { pressed = false; }, true);

/** At once, or when a press is over that has begun: what is being clicked must not move from under the pointer. */
function whenReleased(work) {
  if (!pressed) { work(); return; }
  const over = new AbortController();
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => { over.abort(); setTimeout(work); }, { capture: true, signal: over.signal });
}

/** Puts rows into an order without moving the one that has the focus, which would lose it. */
function arrange(body, rows) {
  for (const row of [...body.children]) if (!rows.includes(row)) row.remove();
  const fixed = rows.find((row) => row.contains(document.activeElement)) ?? null;
  for (const row of rows.slice(0, fixed ? rows.indexOf(fixed) : rows.length)) body.insertBefore(row, fixed);
  if (fixed) body.append(...rows.slice(rows.indexOf(fixed) + 1));
}

/** A row: what changes in it is filled by update. */
function rankingRow(source, { state, take, tell }) {
  const cells = Object.fromEntries(['place', 'score', 'tie', 'range', 'measured'].map((name) => [name, element('td')]));
  cells.place.className = 'place number';
  cells.score.className = 'number';
  cells.tie.className = 'tie';
  cells.range.className = 'range wide';
  cells.measured.className = 'number wide';
  const narrow = element('small', { class: 'narrow' });
  const button = element('button', { type: 'button', class: 'name', onclick: () => take(source.language) },
    source.language.name, element('small', {}, [source.language.code, source.language.genus].filter(Boolean).join(' · ')));
  const track = element('div', { class: 'track', 'aria-hidden': 'true' });
  const wrong = element('small', { class: 'wrong', id: `wrong-${source.language.place}`, role: 'alert' });
  const judge = () => {
    const text = input.value.trim();
    const isWrong = input.validity.badInput || (text !== '' && !(Number(text) >= 0 && Number(text) <= 1));
    wrong.textContent = isWrong ? noFraction : '';
    for (const [name, value] of [['aria-invalid', 'true'], ['aria-describedby', wrong.id]]) if (isWrong) input.setAttribute(name, value); else input.removeAttribute(name);
    return isWrong ? undefined : text === '' ? null : Number(text);
  };
  const input = element('input', {
    type: 'number', min: 0, max: 1, step: 'any', inputmode: 'decimal', 'aria-label': `Known score of ${spoken(source.language)}`,
    // No change is told of a text that was no number and is deleted: leaving the field tells it.
    onchange: () => commit(),
    onblur: () => commit(),
    oninput: () => { if (wrong.textContent) judge(); },
  });
  const commit = () => {
    const score = judge();
    if (score !== undefined && score !== (state.known.get(source.language.place) ?? null)) tell(source.language, score);
  };
  const node = element('tr', { 'data-source': source.language.place },
    cells.place, element('td', { class: 'who' }, button, narrow), element('td', { class: 'scale' }, track), cells.score, cells.tie, cells.range, cells.measured, element('td', { class: 'own' }, input, wrong));

  function update(r, largest) {
    const at = (value) => `${Math.min(100, 100 * value / largest)}%`;
    const mark = (kind, value) => (value === null ? [] : [element('i', { class: kind, style: `left:${at(value)}` })]);
    const interval = `${number(r.lower)} to ${number(r.upper)}`;
    node.className = r === state.pair ? 'chosen' : '';
    button.setAttribute('aria-pressed', String(r === state.pair));
    cells.place.textContent = String(r.rank);
    track.replaceChildren(element('i', { class: 'interval', style: `left:${at(r.lower)};width:${at(r.upper - r.lower)}` }), ...mark('measured', r.measured), ...mark(r.known === null ? 'dot' : 'dot known', r.mean));
    cells.score.textContent = number(r.mean);
    cells.tie.replaceChildren(...(r.tied ? [element('span', { title: 'Cannot be told from the best' }, element('span', { 'aria-hidden': 'true' }, '='), element('span', { class: 'unseen' }, 'tied'))] : []));
    cells.range.textContent = interval;
    cells.measured.textContent = number(r.measured);
    narrow.replaceChildren(...[r.known === null ? interval : 'known to you', r.measured === null ? null : `measured ${number(r.measured)}`].filter(Boolean).map((text) => element('span', {}, text, ' ')));
    input.disabled = !state.belief;
    const own = state.known.get(r.language.place);
    const isShown = input.value.trim() === '' ? own === undefined : Number(input.value) === own;
    if (!isShown && !wrong.textContent && !input.validity.badInput && input !== document.activeElement) input.value = own ?? '';
  }

  return { node, update };
}

/** Returns { node, update } of a target's sources: update shows what state has of them. */
function rankingTable(state, { take, tell }) {
  const rows = new Map();
  const body = element('tbody');
  const scale = element('th', { scope: 'col', class: 'scale' });
  const heads = [
    ['Rank', 'number place', '#'], ['Source', 'who'], scale, ['Score', 'number'], ['Tied with the best', null, '='], [`${Math.round(100 * content.level)} % interval`, 'wide'],
    ['Measured', 'number wide'], ['Known', null],
  ];
  const table = element('table', { class: 'ranking' },
    element('caption', { class: 'unseen' }, `Sources for ${spoken(state.target)}, best first; the button of a source shows the reasons for its score`),
    element('thead', {}, element('tr', {}, heads.map((head) => (head === scale ? scale : element('th', { scope: 'col', class: head[1], title: head[2] ? head[0] : null },
      head[2] ? [element('span', { 'aria-hidden': 'true' }, head[2]), element('span', { class: 'unseen' }, head[0])] : head[0]))))), body);
  const mark = (...parts) => element('span', { class: 'track' }, parts);
  const key = element('p', { class: 'key' },
    element('span', {}, mark(element('i', { class: 'interval', style: 'left:0;width:100%' }), element('i', { class: 'dot', style: 'left:50%' })), 'predicted, with its interval'),
    element('span', {}, mark(element('i', { class: 'measured', style: 'left:50%' })), 'measured'),
    element('span', {}, mark(element('i', { class: 'dot known', style: 'left:50%' })), 'known to you'),
    element('span', {}, element('b', { class: 'tie' }, '= '), 'cannot be told from the best'));
  const missing = element('p', { class: 'note' });
  const more = element('button', { type: 'button', class: 'more', onclick: () => { state.all = !state.all; update(); } });
  const rowOf = (r) => {
    if (!rows.has(r.language.place)) rows.set(r.language.place, rankingRow(r, { state, take, tell }));
    return rows.get(r.language.place);
  };

  function update() {
    const shownRows = state.all ? state.ranked : state.ranked.filter((r) => r.rank <= shownAtFirst || r === state.pair || state.known.has(r.language.place));
    const largest = Math.min(1, Math.ceil(10 * d3.max(state.ranked, (r) => Math.max(r.upper, r.measured ?? 0))) / 10);
    scale.textContent = `0 to ${largest}`;
    for (const r of shownRows) rowOf(r).update(r, largest);
    arrange(body, shownRows.map((r) => rowOf(r).node));
    missing.textContent = state.trouble ?? '';
    missing.hidden = !state.trouble;
    more.hidden = !state.all && shownRows.length === state.ranked.length;
    more.textContent = state.all ? `Show the first ${Math.min(shownAtFirst, state.ranked.length)}` : `Show all ${state.ranked.length} sources`;
  }

  return { node: element('div', {}, table, key, missing, more), update };
}
