// Keeps in package-lock.json only the packages that package.json names, without dependencies and addresses: node trim-lock.mjs [folder]
import { readFileSync, writeFileSync } from 'node:fs';

const file = (name) => new URL(`${process.argv[2] ?? '.'}/${name}`, import.meta.url);
const read = (name) => JSON.parse(readFileSync(file(name), 'utf8'));
const { name, dependencies } = read('package.json');
const lock = read('package-lock.json');
const packages = { '': { name, dependencies } };
for (const dependency of Object.keys(dependencies)) {
  const { version, integrity, license } = lock.packages[`node_modules/${dependency}`];
  packages[`node_modules/${dependency}`] = { version, integrity, license };
}
const trimmed = { name, lockfileVersion: 3, requires: true, packages };
writeFileSync(file('package-lock.json'), JSON.stringify(trimmed, null, 2) + '\n');
