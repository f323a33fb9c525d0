// Elements with attributes and children. Text always arrives as text: nothing from a file is ever read as HTML.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A labelled choice. Options are [value, text] or {group, options}. */
function choice(label, options, value, onchange) {
  const option = ([key, text]) => element('option', { value: key, selected: key === value }, text);
  const select = element('select', { onchange: () => onchange(select.value) },
    options.map((o) => (o.group ? element('optgroup', { label: o.group }, o.options.map(option)) : option(o))));
  return element('label', {}, label, select);
}

const number = (value, digits = 3) => (value === null || value === undefined || !Number.isFinite(Number(value)) ? '–' : Number(value).toFixed(digits));
const signed = (value, digits = 3) => (value === null || value === undefined ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`);
const spoken = (language) => `${language.name} (${language.code})`;
