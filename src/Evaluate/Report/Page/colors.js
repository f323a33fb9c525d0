// Colours that stay apart for every kind of colour blindness, in light and in dark.
const dark = matchMedia('(prefers-color-scheme: dark)');
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Low to high: from the paper to deep blue-green, lightness alone telling the order. */
const sequential = () => d3.interpolateRgbBasis(dark.matches
  ? ['#20303a', '#1f5560', '#2f8388', '#6fb9a8', '#cfe8c4', '#fbf7d8'] : ['#f6f1dc', '#c9dfc0', '#82bdb0', '#3f93a0', '#1d6787', '#173f68']);

/** Below to above: orange, paper, blue. */
const diverging = () => d3.interpolateRgbBasis(dark.matches
  ? ['#f2a95f', '#a8652a', '#2a2f34', '#2f72a8', '#7cc0f5'] : ['#a8470b', '#e9a566', '#f3f1ec', '#7eb3dd', '#14548f']);

/** Kinds, after Okabe and Ito (2008), darker or lighter so that they stand out from the paper. */
const kinds = () => (dark.matches
  ? ['#62c3c4', '#eda45c', '#8fb4ff', '#d98fc0', '#d9c75a', '#a8cf8a', '#b9b9b3', '#f08a80', '#b79cf0', '#7fd0f0', '#c2a27a']
  : ['#0b6b76', '#b4530a', '#3559b0', '#9c3d7d', '#8a6d00', '#4d7a24', '#6d6d68', '#b3352b', '#6a4bb5', '#1f7fae', '#7d5a2e']);
