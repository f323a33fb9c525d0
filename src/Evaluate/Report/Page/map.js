// The map: languages where they are spoken, coloured by the predicted score for a chosen target or from a chosen source.
const land = topojson.feature(landTopology, landTopology.objects.land);
const box = (west, south, east, north) => ({ type: 'MultiPoint', coordinates: [[west, south], [east, north], [west, north], [east, south]] });
const regions = {
  world: ['the world', box(-168, -56, 178, 78)], europe: ['Europe', box(-12, 35, 45, 68)], asia: ['Asia', box(40, -8, 140, 60)], africa: ['Africa', box(-18, -33, 50, 36)],
  americas: ['the Americas', box(-120, -45, -38, 55)], pacific: ['the Pacific', box(95, -40, 178, 22)],
};

function mapView(view, app) {
  const state = { side: 'target', region: 'world', source: null };
  view.append(element('h2', { id: 'title-map' }, 'The map'), element('p', { class: 'lead' },
    'Where a target’s best sources are spoken, or which languages a source serves.'));
  const target = combobox('map-target', 'Target', (language) => app.choose(language));
  const source = combobox('map-source', 'Source', (language) => { state.source = language; chartOfMap.update(); });
  const sides = choice('Colour', [['target', 'sources of a target'], ['source', 'targets of a source']], state.side, (side) => { state.side = side; toggle(); chartOfMap.update(); });
  const area = choice('Show', Object.entries(regions).map(([key, [name]]) => [key, name]), state.region, (region) => { state.region = region; chartOfMap.update(); });
  const toggle = () => { target.node.hidden = state.side !== 'target'; source.node.hidden = state.side !== 'source'; };

  /** Every language with a prediction: the sources of the target, or the targets of the source. */
  function rows() {
    const { setting } = app;
    const chosen = setting.sources.indexOf(state.source);
    return state.side === 'target'
      ? setting.candidates(app.target().place).map((c) => ({ language: c.language, predicted: c.predicted, measured: c.measured }))
      : [...setting.targets.keys()].map((place) => ({ language: languages[place], predicted: setting.predicted(place, chosen), measured: setting.pairs.get(place)?.get(chosen)?.measured ?? null })).filter((r) => r.predicted !== null);
  }

  const chosen = () => (state.side === 'target' ? app.target() : state.source);
  const located = (language) => language && language.latitude !== undefined && language.latitude !== null;
  const chartOfMap = chart(view, {
    id: 'world', title: 'Languages by predicted score', read: 'map',
    says: () => {
      if (!chosen()) return '';
      const all = rows();
      const nowhere = all.filter((r) => !located(r.language)).length;
      return `${state.side === 'target' ? `Each dot is a source, coloured by its predicted score for ${chosen().name}` : `Each dot is a target, coloured by the score predicted from ${chosen().name}`} in ${app.setting.title} with ${app.setting.model}${
        located(chosen()) ? `; the ring is ${chosen().name}` : ''}${nowhere ? `; ${nowhere} of ${all.length} languages have no coordinates` : ''}.`;
    },
    controls: [sides, area, target.node, source.node],
    draw: (width) => {
      if (!chosen()) return null;
      const dots = d3.sort(rows().filter((r) => located(r.language)), (r) => r.predicted);
      if (!dots.length) return null;
      const domain = regions[state.region][1];
      const place = { x: (r) => r.language.longitude, y: (r) => r.language.latitude };
      return plot({
        width, height: Math.round(Math.min(width * (state.region === 'world' ? 0.46 : 0.72), 640)), margin: 6,
        projection: { type: state.region === 'world' ? 'equal-earth' : 'mercator', domain, inset: state.region === 'world' ? 2 : 10, clip: 'frame' },
        color: { type: 'linear', interpolate: sequential(), domain: d3.extent(dots, (r) => r.predicted), label: 'predicted score', legend: true, nice: true },
        marks: [
          Plot.geo(land, { fill: 'var(--land)', stroke: 'var(--line)', strokeWidth: 0.5 }),
          Plot.dot(dots, { ...place, fill: 'predicted', r: width < 600 ? 4.5 : 6, stroke: 'var(--soft)', strokeWidth: 0.8 }),
          located(chosen()) ? Plot.dot([chosen()], { x: 'longitude', y: 'latitude', r: 9, stroke: 'var(--warm)', strokeWidth: 2.5 }) : null,
          Plot.tip(dots, Plot.pointer({ ...place, title: (r) => `${spoken(r.language)}\n${r.language.genus ?? r.language.family ?? ''}\npredicted ${number(r.predicted)}${r.measured === null ? '' : `\nmeasured ${number(r.measured)}` }` })),
        ],
      });
    },
    csv: () => rows().map((r) => ({
      source: state.side === 'target' ? r.language.code : state.source.code, target: state.side === 'target' ? app.target().code : r.language.code,
      latitude: r.language.latitude, longitude: r.language.longitude, predicted: r.predicted, measured: r.measured,
    })),
    empty: 'None of these languages has coordinates in data/languages.csv.',
  });

  function update() {
    target.among(d3.sort(languages.filter((l) => app.setting.targets.has(l.place)), (l) => l.name));
    source.among(d3.sort(app.setting.sources, (l) => l.name));
    if (!app.setting.sources.includes(state.source)) state.source = app.pair()[0] ?? app.setting.sources[0] ?? null;
    if (state.source) source.choose(state.source);
    toggle();
  }

  const show = () => {
    if (app.target()) target.choose(app.target());
    chartOfMap.update();
  };
  return { update, show };
}
