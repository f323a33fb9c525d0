// Puts ONNX Runtime and LightGBM into a cache folder: node install.mjs <folder> <runtime identifier>
// Directory.Build.targets runs it when a library is missing; see README.md in this folder.
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { existsSync, fstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [folder, runtime] = process.argv.slice(2);
const [system, architecture] = [process.platform, runtime.split('-').at(-1)];
const here = dirname(fileURLToPath(import.meta.url));
const work = `${folder}.work`; // made by one process at a time, so it is the lock as well
const lightGbmSource = join(work, 'node_modules', 'lightgbm', 'dependencies', 'LightGBM');
const heartbeat = 5_000;
const stale = 60_000;

// The same names as in Directory.Build.targets and NativeLibraries.cs.
const names = {
  linux: { onnx: 'libonnxruntime.so.1', lightgbm: 'lib_lightgbm.so' },
  darwin: { onnx: 'libonnxruntime.1.dylib', lightgbm: 'lib_lightgbm.dylib' },
  win32: { onnx: 'onnxruntime.dll', lightgbm: 'lib_lightgbm.dll' },
}[system] ?? fail('TPN001', `${system} is not supported: Linux, macOS and Windows are.`);

const wants = (file, variable) => !process.env[variable] && !existsSync(join(folder, file));
const wantsOnnx = () => wants(names.onnx, 'TRANSFERPREDICT_ONNXRUNTIME');
const wantsLightGbm = () => wants(names.lightgbm, 'TRANSFERPREDICT_LIGHTGBM');

class Failure extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function fail(code, message) {
  throw new Failure(code, message);
}

function say(text) {
  console.log(`native libraries: ${text}`);
}

let running; // the child process

/** Runs a program quietly and returns what it printed; every line goes to onLine as well. */
function run(program, args, { cwd, missing, onLine = () => {}, shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        text.split(/\r?\n/).forEach(onLine);
      });
    }
    child.on('error', (error) =>
      reject(error.code === 'ENOENT' ? new Failure('TPN002', missing) : error));
    child.on('close', (status) => resolve({ status, output }));
  });
}

const tail = (output) => output.trimEnd().split(/\r?\n/).slice(-15).map((line) => `    ${line}`).join('\n');

const withoutOnnx = 'or let TRANSFERPREDICT_ONNXRUNTIME and TRANSFERPREDICT_LIGHTGBM name installed libraries.';
const withoutLightGbm = 'or let TRANSFERPREDICT_LIGHTGBM name an installed lib_lightgbm, which needs neither CMake nor a compiler.';

async function download() {
  for (const file of ['package.json', 'package-lock.json']) await copyFile(join(here, file), join(work, file));
  say('downloading ONNX Runtime and the source of LightGBM with npm (about 120 MB) ...');
  const { status, output } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: work,
    shell: system === 'win32', // npm is a batch file there, which only a shell starts
    missing: `npm was not found; it downloads ONNX Runtime and LightGBM. Install Node.js 20 or later, which brings it, ${withoutOnnx}`,
  });
  if (status !== 0) {
    console.log(tail(output));
    fail('TPN003', `npm ci ended with ${status} (its last lines are above); it downloads ONNX Runtime and LightGBM. `
      + `Check that npm reaches its registry, ${withoutOnnx}`);
  }
  await copyFile(join(lightGbmSource, 'include', 'LightGBM', 'c_api.h'), join(folder, 'c_api.h')); // tests compare the imports with it
}

async function takeOnnx() {
  const root = join(work, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6', system, architecture);
  if (runtime.includes('musl') || !existsSync(join(root, names.onnx))) {
    fail('TPN004', `onnxruntime-node has no ONNX Runtime for ${runtime}. Let TRANSFERPREDICT_ONNXRUNTIME name an installed one.`);
  }
  // Windows needs the libraries beside it too.
  const files = system === 'win32' ? (await readdir(root)).filter((file) => file.endsWith('.dll')) : [names.onnx];
  // The one whose presence says that all is there comes last.
  files.sort((a, b) => (a === names.onnx) - (b === names.onnx));
  for (const file of files) await rename(join(root, file), join(folder, file));
  say(`${names.onnx} is ready`);
}

async function compileLightGbm() {
  const build = join(work, 'build');
  const { cmake: options } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
  const configured = await run('cmake', [
    '-S', lightGbmSource, '-B', build,
    ...Object.entries(options).map(([name, value]) => `-D${name}=${value}`),
    `-DCMAKE_OSX_ARCHITECTURES=${architecture === 'x64' ? 'x86_64' : architecture}`,
  ], {
    missing: `CMake was not found; it builds LightGBM. Install cmake 3.16 or later and a C++ compiler, ${withoutLightGbm}`,
  });
  if (configured.status !== 0) {
    console.log(tail(configured.output));
    fail('TPN005', /CMAKE_(C|CXX)_COMPILER|CMAKE_MAKE_PROGRAM|could not find any instance of Visual Studio/.test(configured.output)
      ? `CMake found no C++ compiler, or neither make nor ninja; they build LightGBM. Install them `
        + `(Debian: g++ and make; macOS: xcode-select --install; Windows: Visual Studio's C++ build tools), ${withoutLightGbm}`
      : `CMake could not configure LightGBM (its last lines are above). Mend that, ${withoutLightGbm}`);
  }

  say('compiling LightGBM (2 to 3 minutes on two cores) ...');
  let shown = 0;
  const built = await run('cmake', ['--build', build, '--config', 'Release', '--target', '_lightgbm', '--parallel', `${availableParallelism()}`], {
    missing: `CMake was not found; it builds LightGBM. Install cmake, ${withoutLightGbm}`,
    onLine: (line) => {
      const [done, total] = (/^\[ *(\d+)(?:\/(\d+)|%)\]/.exec(line) ?? []).slice(1).map(Number);
      const percent = Math.floor((100 * done) / (total || 100));
      if (percent >= shown + 10) say(`compiling LightGBM: ${(shown = percent - (percent % 10))} %`);
    },
  });
  if (built.status !== 0) {
    console.log(tail(built.output));
    fail('TPN006', `LightGBM could not be compiled (the last lines are above). Mend that, ${withoutLightGbm}`);
  }

  const library = [lightGbmSource, join(lightGbmSource, 'Release')].map((path) => join(path, names.lightgbm)).find(existsSync)
    ?? fail('TPN006', `LightGBM was compiled, but ${names.lightgbm} is not in ${lightGbmSource}.`);
  await rename(library, join(folder, names.lightgbm));
  say(`${names.lightgbm} is ready`);
}

/** Makes the work folder, which only one process can, or waits until another has made what is missing. */
async function lock() {
  await mkdir(folder, { recursive: true });
  for (let waited = 0; wantsOnnx() || wantsLightGbm(); waited++) {
    try {
      await mkdir(work); // should they have arrived since the question above, the work finds nothing to do
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (waited % 30 === 0) say('another build is preparing them, waiting ...');
    const touched = await stat(work).then((found) => found.mtimeMs, () => Infinity);
    if (Date.now() - touched > stale) {
      // Its process died without cleaning up. Should two processes get here at once, both may do the work: no
      // harm, as each file arrives by rename.
      const abandoned = `${work}-${process.pid}`;
      await rename(work, abandoned).catch(() => {});
      await rm(abandoned, { recursive: true, force: true });
    }
    await sleep(1_000);
  }
  return false;
}

async function main() {
  let owner = false;
  const stop = async () => owner && rm(work, { recursive: true, force: true, maxRetries: 5 });
  const interrupt = () => {
    running?.kill();
    stop().finally(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  // A build that is cancelled or killed closes the pipe it gave.
  process.stdout.on('error', () => {});
  if (fstatSync(0).isFIFO()) process.stdin.on('end', interrupt).resume().unref();

  owner = await lock();
  if (!owner) return;
  const beat = setInterval(() => utimes(work, new Date(), new Date()).catch(() => {}), heartbeat);
  try {
    if (wantsOnnx() || wantsLightGbm()) await download();
    if (wantsOnnx()) await takeOnnx();
    if (wantsLightGbm()) await compileLightGbm();
  } finally {
    clearInterval(beat);
    await stop();
  }
}

try {
  await main();
} catch (error) {
  // InstallNativeLibraries.cs makes this line an error of the build.
  console.error(`error ${error.code ?? 'TPN000'}: ${error.message}`);
  process.exitCode = 1;
}
