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

/** With so many decimals, halves away from zero, of the number's first fifteen digits: as the command line writes it. */
const fixed = (value, digits) => (Math.sign(value) * (Math.round(Number((Math.abs(value) * 10 ** digits).toPrecision(15))) / 10 ** digits)).toFixed(digits);
const number = (value, digits = 3) => (value === null || value === undefined || !Number.isFinite(Number(value)) ? '–' : fixed(Number(value), digits));
const signed = (value, digits = 3) => (value === null || value === undefined ? '–' : `${value < 0 ? '−' : '+'}${fixed(Math.abs(value), digits)}`);
const spoken = (language) => `${language.name} (${language.code})`;
