// The page: views by address, and the switches of task and model that all of them follow.
const app = {
  setting: settings[content.setting],
  target: () => find.state.target,
  pair: () => [find.state.pair?.language ?? null, find.state.target],
  choose: (language) => { find.choose(language); show(); },
};
const node = (id) => document.getElementById(id);
const find = findView(node('view-find'), app);
const views = { find, matrix: matrixView(node('view-matrix'), app), accuracy: accuracyView(node('view-accuracy'), app), inside: insideView(node('view-inside'), app), map: mapView(node('view-map'), app) };

let shown = 'find';

/** The view that the address names; one that names none, such as the link to the content, changes nothing. */
const asked = () => (Object.hasOwn(views, location.hash.slice(1)) ? location.hash.slice(1) : shown);

function show() {
  shown = asked();
  for (const link of document.querySelectorAll('nav a')) {
    const name = link.hash.slice(1);
    node(`view-${name}`).hidden = name !== shown;
    if (name === shown) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  views[shown].show();
}

/** The models of a task, and the tasks themselves, are what the predictor knows: choosing one keeps the other where both go together. */
function fill() {
  const options = (select, values, value) => select.replaceChildren(...values.map(([key, text]) => element('option', { value: key, selected: key === value }, text)));
  const key = (s) => `${s.task}|${s.metric}`;
  options(node('task'), [...new Map(settings.map((s) => [key(s), s.title]))], key(app.setting));
  options(node('model'), settings.filter((s) => key(s) === key(app.setting)).map((s) => [s.model, s.model]), app.setting.model);
}

function change() {
  const [task, metric] = node('task').value.split('|');
  const fitting = settings.filter((s) => s.task === task && s.metric === metric);
  app.setting = fitting.find((s) => s.model === node('model').value) ?? fitting[0];
  fill();
  for (const view of Object.values(views)) view.update?.();
  show();
}

node('task').addEventListener('change', change);
node('model').addEventListener('change', change);
addEventListener('hashchange', () => { if (asked() !== shown) show(); });
// The address keeps naming the view.
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); node('main').focus(); });
fill();
for (const view of Object.values(views)) view.update?.();
show();
