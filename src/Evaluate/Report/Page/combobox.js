// A search among languages, after the combobox pattern of the ARIA Authoring Practices.
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function matches(among, typed) {
  const wanted = plain(typed.trim());
  if (!wanted) return among;
  const rank = (language) => {
    const [name, code] = [plain(language.name), plain(language.code)];
    if (code === wanted || name === wanted) return 0;
    if (language.aliases.some((alias) => plain(alias) === wanted)) return 1;
    if (name.startsWith(wanted) || code.startsWith(wanted)) return 2;
    if (name.includes(wanted)) return 3;
    return [language.genus, language.family].some((group) => group && plain(group).includes(wanted)) ? 4 : Infinity;
  };
  return among.map((language) => [rank(language), language]).filter(([r]) => r < Infinity).sort((a, b) => a[0] - b[0]).map(([, language]) => language);
}

/** Returns { node, choose, among }: choose shows a language, among says which there are to choose from. */
function combobox(id, label, onchoose) {
  let [all, found, active, chosen] = [[], [], -1, null];
  const list = element('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': label, hidden: true });
  const input = element('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: 'Name, code or family',
    'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list',
  });
  const count = element('span', { class: 'unseen', role: 'status' });
  const node = element('div', { class: 'combobox' }, element('label', { for: id }, label), input, list, count);
  const text = () => (chosen ? spoken(chosen) : '');

  function close() {
    list.hidden = true;
    count.textContent = '';
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function open(typed) {
    found = matches(all, typed);
    list.replaceChildren(...found.map((language, i) => element('li', {
      id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', onclick: () => take(language),
    }, spoken(language), element('small', {}, language.genus ?? language.family ?? ''))));
    const none = `No language here is like “${typed.trim()}”.`;
    if (!found.length) list.append(element('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, none));
    count.textContent = found.length ? `${found.length} languages` : none;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    move(found.length && typed ? 0 : -1);
  }

  function move(to) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = to;
    const option = list.children[active];
    if (!option) return input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function take(language) {
    chosen = language;
    input.value = text();
    close();
    onchoose(language);
  }

  // The input keeps the focus while an option is pressed; a touch that scrolls the list chooses nothing.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => open(''));
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('blur', () => { input.value = text(); close(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { input.value = text(); close(); return; }
    if (event.key === 'Enter' && found[active] && !list.hidden) { event.preventDefault(); take(found[active]); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (list.hidden) open(''); else if (found.length) move(active < 0 && step < 0 ? found.length - 1 : (active + step + found.length) % found.length);
  });
  return {
    node,
    among: (choices) => { all = choices; },
    choose: (language) => { chosen = language; input.value = text(); },
  };
}
