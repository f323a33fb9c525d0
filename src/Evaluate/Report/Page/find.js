// Find a source: a target, its ranked sources, what is known already, and the reasons.
function findView(view, app) {
  const state = { target: null, all: false, known: new Map(), candidates: [], belief: null, trouble: null, ranked: [], pair: null };
  view.append(element('h2', { id: 'title-find' }, 'Find a source'), element('p', { class: 'lead' },
    'Which language to fine-tune on to serve another one, and how well it will work. Enter scores that you have measured, and the others take them in.'));
  const search = combobox('target', 'Target language', (language) => choose(language));
  const facts = element('p', { class: 'facts', 'aria-live': 'polite' });
  const split = element('div', { class: 'split' });
  const [left, right] = [element('div'), element('div')];
  split.append(left, right);
  view.append(search.node, facts, split);

  let table = null;
  const ranking = chart(left, {
    id: 'ranking', isTable: true, title: 'Sources, best first', read: 'find',
    says: () => (state.target ? `Predicted score of every source in ${app.setting.title} with ${app.setting.model}, with the interval that holds it with probability ${content.level}.` : `No target can be ranked in ${app.setting.title} with ${app.setting.model}.`),
    draw: () => {
      if (!state.ranked.length) return null;
      table ??= rankingTable(state, { take, tell });
      table.update();
      return table.node;
    },
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
    table = null;
    state.candidates = app.setting.candidates(state.target.place);
    state.belief = targetBelief(app.setting.errors, state.target.group, state.candidates.map((c) => c.source), state.candidates.map((c) => c.predicted));
    rank();
  }

  /** A setting without any target. */
  function clear() {
    table = null;
    Object.assign(state, { target: null, candidates: [], belief: null, trouble: null, ranked: [], pair: null });
    search.choose(null);
    show();
  }

  /** Why ties are not known and known scores cannot be taken in; null where they can. */
  function troubleOf(scores, halfWidth) {
    if (!app.setting.errors) return 'The predictor has no errors on held-out targets (residuals.json): which sources are tied is not known, and known scores cannot be taken in.';
    if (!state.belief) return 'The predictor has errors on no other target with these sources: which of them are tied is not known, and known scores cannot be taken in.';
    return scores && halfWidth !== undefined ? null : 'The errors on held-out targets have no covariance that is positive definite, so that your known scores cannot be taken in: the ranking is as without them.';
  }

  function rank() {
    let known = state.candidates.flatMap((c, i) => (state.known.has(c.language.place) ? [[i, state.known.get(c.language.place)]] : []));
    let scores = state.belief && given(state.belief.scores, known);
    let halfWidth = known.length && scores ? halfWidthKnowing(state.belief, known.map(([i]) => i), content.level) : app.setting.halfWidth;
    state.trouble = troubleOf(scores, halfWidth);
    if (state.belief && state.trouble) [known, scores, halfWidth] = [[], state.belief.scores, app.setting.halfWidth];
    const taken = new Map(known);
    const tied = scores ? topTies(scores, content.level) : null;
    state.ranked = d3.sort(state.candidates.map((c, i) => {
      const told = taken.get(i) ?? null;
      const mean = told ?? (scores ? intoRange(scores.mean[i]) : c.predicted);
      const [lower, upper] = told === null ? around(mean, halfWidth) : [told, told];
      return { ...c, mean, lower, upper, known: told, tied: tied?.[i] ?? null, moved: known.length ? mean - c.predicted : 0 };
    }), (a, b) => b.mean - a.mean || d3.ascending(a.language.code, b.language.code)).map((r, place) => ({ ...r, rank: place + 1 }));
  }

  const select = (language) => { state.pair = state.ranked.find((r) => r.language === language) ?? state.ranked[0] ?? null; };

  function take(language) {
    select(language);
    show();
  }

  function tell(language, score) {
    if (score === null) state.known.delete(language.place); else state.known.set(language.place, score);
    whenReleased(() => {
      rank();
      select(state.pair?.language);
      show();
    });
  }

  function show() {
    const { target } = state;
    const entry = target && app.setting.targets.get(target.place);
    const others = app.setting.otherScores;
    const learned = others.length ? `measured; the predictor was trained on other scores than data/scores has now (${others.join(', ')})` : 'measured: the predictor has learned from its scores';
    facts.textContent = !target ? 'The predictor can rank sources for no language in this task and model.' : [
      [target.family, target.genus].filter(Boolean).join(' › ') || 'family not known', target.script && `script ${target.script}`,
      app.setting.pairs.has(target.place) ? learned : 'never measured', entry?.caveat,
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
      if (!possible.length) { clear(); return; }
      const target = possible.includes(state.target) ? state.target : possible.find((l) => l.place === content.target) ?? possible.find((l) => !app.setting.pairs.has(l.place) && !app.setting.targets.get(l.place).caveat) ?? possible[0];
      state.known.clear();
      choose(target, state.pair?.language);
    },
    show,
  };
}
