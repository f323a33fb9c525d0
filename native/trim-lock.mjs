// Keeps in package-lock.json only the packages that package.json names, without dependencies and addresses.
import { readFileSync, writeFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const { name, dependencies } = read('package.json');
const lock = read('package-lock.json');
const packages = { '': { name, dependencies } };
for (const dependency of Object.keys(dependencies)) {
  const { version, integrity, license } = lock.packages[`node_modules/${dependency}`];
  packages[`node_modules/${dependency}`] = { version, integrity, license };
}
const trimmed = { name, lockfileVersion: 3, requires: true, packages };
writeFileSync(new URL('package-lock.json', import.meta.url), JSON.stringify(trimmed, null, 2) + '\n');
