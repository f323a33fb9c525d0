// Find a source: a target, its ranked sources, what is known already, and the reasons.
const shownAtFirst = 15;

function findView(view, app) {
  const state = { target: null, all: false, known: new Map(), belief: null, ranked: [], pair: null };
  view.append(element('h2', { id: 'title-find' }, 'Find a source'), element('p', { class: 'lead' },
    'Which language to fine-tune on to serve another one, and how well it will work. Enter scores that you have measured, and the others take them in.'));
  const search = combobox('target', 'Target language', (language) => choose(language));
  const facts = element('p', { class: 'facts', 'aria-live': 'polite' });
  const split = element('div', { class: 'split' });
  const [left, right] = [element('div'), element('div')];
  split.append(left, right);
  view.append(search.node, facts, split);

  const ranking = chart(left, {
    id: 'ranking', title: 'Sources, best first', read: 'find',
    says: () => `Predicted score of every source in ${app.setting.title} with ${app.setting.model}, with the interval that holds it with probability ${content.level}.`,
    draw: () => (state.ranked.length ? rankingTable(state, { take, tell }) : null),
    csv: () => state.ranked.map((r) => ({
      rank: r.rank, source: r.language.code, name: r.language.name, predicted: Number(r.mean.toFixed(7)), lower: Number(r.lower.toFixed(7)), upper: Number(r.upper.toFixed(7)),
      measured: r.measured, known: r.known, tied: r.tied,
    })),
    empty: 'Nothing is known of this language in this model, or there is no source but itself.',
  });
  const reasons = reasonCharts(right, state);

  function choose(language, pair = null) {
    if (state.target !== language) state.known.clear();
    Object.assign(state, { target: language, all: false });
    search.choose(language);
    prepare();
    select(pair ?? state.ranked[0]?.language);
    show();
  }

  /** What does not depend on known scores. */
  function prepare() {
    state.candidates = app.setting.candidates(state.target.place);
    state.belief = targetBelief(app.setting.errors, state.target.group, state.candidates.map((c) => c.source), state.candidates.map((c) => c.predicted));
    rank();
  }

  function rank() {
    const known = state.candidates.flatMap((c, i) => (state.known.has(c.language.place) ? [[i, state.known.get(c.language.place)]] : []));
    const scores = state.belief && given(state.belief.scores, known);
    const halfWidth = known.length ? halfWidthKnowing(state.belief, known.map(([i]) => i), content.level) : app.setting.halfWidth;
    const tied = scores ? topTies(scores, content.level) : null;
    state.ranked = d3.sort(state.candidates.map((c, i) => {
      const told = state.known.get(c.language.place) ?? null;
      const mean = told ?? (scores ? clamp(scores.mean[i]) : c.predicted);
      const [lower, upper] = told === null ? around(mean, halfWidth) : [told, told];
      return { ...c, mean, lower, upper, known: told, tied: tied?.[i] ?? null, moved: known.length ? mean - c.predicted : 0 };
    }), (a, b) => b.mean - a.mean || d3.ascending(a.language.code, b.language.code)).map((r, place) => ({ ...r, rank: place + 1 }));
  }

  const select = (language) => { state.pair = state.ranked.find((r) => r.language === language) ?? state.ranked[0] ?? null; };

  function take(language) {
    select(language);
    show();
    document.querySelector(`#ranking [data-source="${language.place}"] button`)?.focus();
  }

  function tell(language, score) {
    if (score === null) state.known.delete(language.place); else state.known.set(language.place, score);
    rank();
    select(state.pair?.language);
    show();
    document.querySelector(`#ranking [data-source="${language.place}"] input`)?.focus();
  }

  function show() {
    const { target } = state;
    const entry = app.setting.targets.get(target.place);
    facts.textContent = [
      [target.family, target.genus].filter(Boolean).join(' › ') || 'family not known', target.script && `script ${target.script}`,
      app.setting.pairs.has(target.place) ? 'measured: the predictor has learned from its scores' : 'never measured', entry?.caveat,
    ].filter(Boolean).join(' · ');
    ranking.update();
    reasons.update();
  }

  return {
    state,
    choose,
    /** Another setting: the same target where it can be. */
    update() {
      const possible = languages.filter((l) => app.setting.targets.has(l.place));
      search.among(d3.sort(possible, (l) => l.name));
      if (!possible.length) return;
      const target = possible.includes(state.target) ? state.target : possible.find((l) => l.place === content.target) ?? possible[0];
      state.known.clear();
      choose(target, state.pair?.language);
    },
    show: () => state.target && show(),
  };
}

function rankingTable(state, { take, tell }) {
  const rows = state.all ? state.ranked : state.ranked.filter((r) => r.rank <= shownAtFirst || r === state.pair || r.known !== null);
  const largest = Math.min(1, Math.ceil(10 * d3.max(state.ranked, (r) => Math.max(r.upper, r.measured ?? 0))) / 10);
  const at = (value) => `${Math.min(100, 100 * value / largest)}%`;
  const place = (kind, value) => (value === null ? null : element('i', { class: kind, style: `left:${at(value)}` }));
  const row = (r) => element('tr', { class: r === state.pair ? 'chosen' : null, 'data-source': r.language.place },
    element('td', { class: 'place number' }, String(r.rank)),
    element('td', { class: 'who' }, element('button', { type: 'button', class: 'name', 'aria-pressed': String(r === state.pair), onclick: () => take(r.language) },
      r.language.name, element('small', {}, [r.language.code, r.language.genus].filter(Boolean).join(' · ')))),
    element('td', { class: 'scale' }, element('div', { class: 'track', 'aria-hidden': 'true' },
      element('i', { class: 'interval', style: `left:${at(r.lower)};width:${at(r.upper - r.lower)}` }), place('measured', r.measured), place(r.known === null ? 'dot' : 'dot known', r.mean))),
    element('td', { class: 'number' }, number(r.mean)),
    element('td', { class: 'tie' }, r.tied ? element('span', { title: 'Cannot be told from the best' }, element('span', { 'aria-hidden': 'true' }, '='), element('span', { class: 'unseen' }, 'tied')) : ''),
    element('td', { class: 'range wide' }, `${number(r.lower)} to ${number(r.upper)}`),
    element('td', { class: 'number wide' }, number(r.measured)),
    element('td', {}, element('input', {
      type: 'number', min: 0, max: 1, step: 'any', inputmode: 'decimal', value: r.known, disabled: !state.belief, 'aria-label': `Known score of ${spoken(r.language)}`,
      onchange: (event) => {
        const text = event.target.value.trim();
        const score = Number(text);
        if (text !== '' && !(score >= 0 && score <= 1)) { event.target.setCustomValidity('A fraction from 0 to 1; percentages divided by 100.'); event.target.reportValidity(); return; }
        tell(r.language, text === '' ? null : score);
      },
    })));
  const heads = [
    ['Rank', 'number place', '#'], ['Source', 'who'], [`0 to ${largest}`, 'scale'], ['Score', 'number'], ['Tied with the best', null, '='], [`${Math.round(100 * content.level)} % interval`, 'wide'],
    ['Measured', 'number wide'], ['Known', null],
  ];
  const table = element('table', { class: 'ranking' },
    element('caption', { class: 'unseen' }, `Sources for ${spoken(state.target)}, best first; the button of a source shows the reasons for its score`),
    element('thead', {}, element('tr', {}, heads.map(([label, kind, sign]) => element('th', { scope: 'col', class: kind, title: sign ? label : null },
      sign ? [element('span', { 'aria-hidden': 'true' }, sign), element('span', { class: 'unseen' }, label)] : label)))),
    element('tbody', {}, rows.map(row)));
  const mark = (...parts) => element('span', { class: 'track' }, parts);
  const key = element('p', { class: 'key' },
    element('span', {}, mark(element('i', { class: 'interval', style: 'left:0;width:100%' }), element('i', { class: 'dot', style: 'left:50%' })), 'predicted, with its interval'),
    element('span', {}, mark(element('i', { class: 'measured', style: 'left:50%' })), 'measured'),
    element('span', {}, mark(element('i', { class: 'dot known', style: 'left:50%' })), 'known to you'),
    element('span', {}, element('b', { class: 'tie' }, '= '), 'cannot be told from the best'));
  const more = rows.length < state.ranked.length || state.all
    ? element('button', { type: 'button', class: 'more', onclick: () => { state.all = !state.all; redraw(); } }, state.all ? 'Show the first alone' : `Show all ${state.ranked.length} sources`) : null;
  const missing = state.belief ? null
    : element('p', { class: 'note' }, 'The predictor has no errors on held-out targets (residuals.json): which sources are tied is not known, and known scores cannot be taken in.');
  return element('div', {}, table, key, missing, more);
}
