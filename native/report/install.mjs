// Puts the scripts of the report's page into a cache folder: node install.mjs <folder>
// Directory.Build.targets runs it when one is missing; see README.md in the folder above.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const work = `${folder}.${process.pid}`;

// The same names as in Directory.Build.targets.
const files = [
  'd3/dist/d3.min.js',
  '@observablehq/plot/dist/plot.umd.min.js',
  'topojson-client/dist/topojson-client.min.js',
  'world-atlas/land-110m.json',
  'axe-core/axe.min.js',
];

// What is drawn with comes into the page and the program, and so must its licence.
const licensed = ['d3', '@observablehq/plot', 'topojson-client', 'world-atlas'];
const licenses = join(here, '../../src/Evaluate/Report/Page/licenses.txt');

/** Keeps each licence beside the scripts; null, or the package whose licence the page does not show. */
function keepLicenses() {
  const shown = readFileSync(licenses, 'utf8').replaceAll('\r\n', '\n');
  for (const name of licensed) {
    const text = join(work, 'node_modules', name, 'LICENSE');
    if (!existsSync(text) || !shown.includes(readFileSync(text, 'utf8').replaceAll('\r\n', '\n').trim())) return name;
    copyFileSync(text, join(folder, `LICENSE.${name.split('/').at(-1)}.txt`));
  }
  return null;
}

function install() {
  mkdirSync(work, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, name), join(work, name));
  console.log("report: downloading the page's scripts with npm (about 20 MB) ...");
  // npm is a batch file on Windows, which only a shell starts.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work, encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.error) return "TPN002: npm was not found; it downloads the scripts of the report's page. Install Node.js 20 or later, which brings it, "
    + 'or let TRANSFERPREDICT_REPORT_SCRIPTS name a folder that has them.';
  if (npm.status !== 0) {
    console.log(`${npm.stdout}${npm.stderr}`.trimEnd().split(/\r?\n/).slice(-15).map((line) => `    ${line}`).join('\n'));
    return `TPN003: npm ci ended with ${npm.status} (its last lines are above); it downloads the scripts of the report's page. Check that npm reaches its registry, `
      + 'or let TRANSFERPREDICT_REPORT_SCRIPTS name a folder that has them.';
  }
  mkdirSync(folder, { recursive: true });
  const unshown = keepLicenses();
  if (unshown) return `TPN010: the licence of ${unshown} is not in ${licenses}, whose text the report's page shows. Write it there as the package's LICENSE has it.`;
  // Builds side by side may do the same: no harm, as each file arrives by rename.
  for (const file of files) renameSync(join(work, 'node_modules', file), join(folder, file.split('/').at(-1)));
  return null;
}

try {
  const failure = install();
  if (failure) {
    // InstallNativeLibraries.cs makes this line an error of the build.
    console.error(`error ${failure}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
