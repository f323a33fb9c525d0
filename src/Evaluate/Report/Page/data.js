// What the report holds, with its compact numbers brought back to scores.
const json = (id) => JSON.parse(document.getElementById(id).textContent);
const content = json('content');
const docs = json('docs');
const landTopology = json('land');
const scoreUnits = 1e5;
const predictionUnits = 1e7;
const effectUnits = 1e4;

const languages = content.languages.map((language, place) => ({ ...language, place }));
const families = {
  esd: 'embedding spectra (esd)',
  ww: 'WeightWatcher (ww)',
  rep: 'hidden states (rep)',
  concept: 'latent concepts (concept)',
  lex: 'shared words (lex)',
  ling: 'kinship, distance (ling)',
  src: 'the source as such (src)',
  near: 'nearby targets (near)',
};
const familyTitle = (family) => families[family] ?? family;

/** A figure of AccuracyMetrics: what it is called, and whether more of it is better. */
const figureTitles = {
  mae: ['MAE', false], rmse: ['RMSE', false], r2: ['R²', true], spearman: ['Spearman', true], ndcg1: ['NDCG@1', true], ndcg3: ['NDCG@3', true],
  ndcg5: ['NDCG@5', true], regret1: ['regret@1', false], top3_hit: ['best among first 3', true], coverage: ['coverage', true], width: ['width', false],
};
const figureAt = (entry, name) => entry.figures[content.figures.indexOf(name)] ?? null;

/** One model, task and metric. */
class Setting {
  constructor(raw) {
    Object.assign(this, { model: raw.model, task: raw.task, metric: raw.metric, halfWidth: raw.half_width ?? null, heldOut: raw.held_out ?? null, otherScores: raw.other_scores });
    this.sources = raw.sources.map((place) => languages[place]);
    this.targets = new Map(raw.targets.map((target) => [target.language, target]));
    this.errors = raw.errors ? { ...raw.errors, errors: raw.errors.errors.map((row) => row.map((error) => (error === null ? NaN : error / scoreUnits))) } : null;
    this.pairs = new Map((this.heldOut?.pairs ?? []).map(([target, ...cells]) => [target, new Map(d3.range(0, cells.length, 3).map((at) =>
      [cells[at], { measured: cells[at + 1] / scoreUnits, predicted: cells[at + 2] / scoreUnits }]))]));
  }

  get title() {
    return `${this.task} (${this.metric})`;
  }

  /** The sources of a target that are no varieties of it, in order, with prediction and effects. */
  candidates(target) {
    const entry = this.targets.get(target);
    if (!entry) return [];
    const top = new Map(entry.top.map(([source, ...cells]) => [source, cells]));
    return entry.predicted.flatMap((predicted, source) => (predicted === null ? [] : [{ source, predicted: predicted / predictionUnits }])).map((candidate, at) => ({
      ...candidate,
      language: this.sources[candidate.source],
      measured: this.pairs.get(target)?.get(candidate.source)?.measured ?? null,
      average: entry.average / predictionUnits,
      effects: [...content.families, 'order'].map((family, i) => ({ family, effect: entry.effects[at][i] / effectUnits })),
      features: top.has(candidate.source) ? featuresOf(top.get(candidate.source)) : null,
    }));
  }

  /** The prediction of one pair; null where there is none. */
  predicted(target, source) {
    const value = this.targets.get(target)?.predicted[source] ?? null;
    return value === null ? null : value / predictionUnits;
  }
}

const featuresOf = (cells) => d3.range(0, cells.length, 3).map((at) => ({ feature: content.features[cells[at]], effect: cells[at + 1] / effectUnits, value: cells[at + 2] }));

const settings = content.settings.map((raw) => new Setting(raw));
