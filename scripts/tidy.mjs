/** What neither compiler nor linter sees: layers as the documents say, documents as the code is, nothing left undone. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { listFiles, root } from './toolchain.mjs';

/** Every fault found, as a line that names the file. Needs the built output. */
export async function tidyFaults() {
  const sources = ['src', 'bench', 'scripts', 'bin'].flatMap((folder) =>
    listFiles(folder, (f) => /\.(tsx?|mjs)$/.test(f)),
  );
  const documents = [
    ...listFiles('docs', (file) => file.endsWith('.md')),
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((file) =>
      existsSync(join(root, file)),
    ),
  ];
  return [
    ...sources.flatMap((file) => sourceFaults(file)),
    ...layerFaults(),
    ...decisionFaults(),
    ...faultCodeFaults(sources),
    ...documents.flatMap((file) => linkFaults(file)),
    ...[...sources, ...documents].flatMap((file) => mergeFaults(file)),
    ...(await namedThingFaults(documents)),
  ];
}

const read = (file) => readFileSync(join(root, file), 'utf8');

/** Marks of a merge that was left unfinished. */
function mergeFaults(file) {
  const lines = read(file).split('\n');
  return lines.flatMap((line, index) =>
    /^(<{7}|>{7}) /.test(line) ? [`${file}:${index + 1}: a merge was left unfinished`] : [],
  );
}

/** Tests that are switched off or run alone, barrels, and imports of test builders by shipped code. */
function sourceFaults(file) {
  const faults = [];
  if (/(^|\/)index\.ts$/.test(file)) faults.push(`${file}: no barrels; import the file that defines a thing`);
  const isTest = /(\.|-for-)test\.ts$/.test(file) || file.startsWith('src/testing/') || file.startsWith('bench/');
  for (const [index, line] of read(file).split('\n').entries()) {
    const place = `${file}:${index + 1}`;
    if (/\b(test|it|describe|suite)\.(only|skip|todo)\(/.test(line))
      faults.push(`${place}: no only, skip or todo marks`);
    if (/\b(only|skip|todo): true\b/.test(line)) faults.push(`${place}: no only, skip or todo marks`);
    if (!isTest && /from '(\.\.\/)+testing\//.test(line)) faults.push(`${place}: only tests import src/testing`);
    if (!isTest && file.startsWith('src/planner/') && /from '(\.\.\/)+audit\//.test(line)) {
      faults.push(`${place}: of the planner, only tests import src/audit`);
    }
  }
  return faults;
}

/** The table of layers in ARCHITECTURE.md against the references that the compiler enforces. */
function layerFaults() {
  const faults = [];
  const documented = new Map();
  for (const [, layer, imports] of read('ARCHITECTURE.md').matchAll(/^\| `(\w+)\/` \| ([^|]*) \|/gm)) {
    documented.set(layer, new Set([...imports.matchAll(/`(\w+)`/g)].map(([, name]) => name)));
  }
  for (const config of listFiles('src', (file) => /^src\/\w+\/tsconfig\.json$/.test(file))) {
    const layer = config.split('/')[1];
    const referenced = JSON.parse(read(config)).references.map(({ path }) => path.replace('../', ''));
    const said = documented.get(layer);
    if (!said) {
      faults.push(`ARCHITECTURE.md: the table of layers lacks ${layer}`);
      continue;
    }
    const missing = referenced.filter((name) => name !== 'testing' && !said.has(name));
    const extra = [...said].filter((name) => !referenced.includes(name));
    if (missing.length > 0) faults.push(`ARCHITECTURE.md: ${layer} also imports ${missing.join(', ')} (${config})`);
    if (extra.length > 0) faults.push(`ARCHITECTURE.md: ${layer} does not import ${extra.join(', ')} (${config})`);
  }
  return faults;
}

/** Decision records are numbered once each. */
function decisionFaults() {
  const numbers = new Map();
  const faults = [];
  for (const file of listFiles('docs/decisions', (path) => path.endsWith('.md'))) {
    const number = /\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1];
    if (number === undefined) faults.push(`${file}: a decision is named NNNN-words.md`);
    else if (numbers.has(number)) faults.push(`${file}: ${numbers.get(number)} has the same number`);
    else numbers.set(number, file);
  }
  return faults;
}

/** Every code that a fault can have is explained in docs/faults.md. */
function faultCodeFaults(sources) {
  const used = new Map();
  for (const file of sources.filter((path) => /^src\/(feed|cli)\//.test(path) && !path.endsWith('.test.ts'))) {
    for (const [, code] of read(file).matchAll(/\bcode: '([a-z_]+)'/g)) used.set(code, file);
  }
  const explained = new Set([...read('docs/faults.md').matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code));
  return [...used]
    .filter(([code]) => !explained.has(code))
    .map(([code, file]) => `docs/faults.md: lacks ${code} (${file})`);
}

/** Links between documents lead to a file, and to a heading of it where they name one. */
function linkFaults(file) {
  const faults = [];
  const text = withoutCode(read(file));
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, anchor] = target.split('#');
    const linked = path === '' ? file : normalize(join(dirname(file), path)).replaceAll('\\', '/');
    if (!existsSync(join(root, linked))) faults.push(`${file}: link to ${target}, which does not exist`);
    else if (anchor && linked.endsWith('.md') && !headingsOf(linked).has(anchor)) {
      faults.push(`${file}: link to ${target}, which has no such heading`);
    }
  }
  return faults;
}

/** Headings as the anchors that renderers make of them. */
function headingsOf(file) {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(text) {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

/** Scripts, commands and files that documents name exist. */
async function namedThingFaults(documents) {
  const { scripts } = JSON.parse(read('package.json'));
  const { commandNames } = await import('../dist/cli/program.js');
  const commands = new Set(commandNames());
  const faults = [];
  for (const file of documents) {
    const text = read(file);
    for (const [, name] of text.matchAll(/npm run ([\w:-]+)/g)) {
      if (!scripts[name]) faults.push(`${file}: there is no "npm run ${name}"`);
    }
    for (const [, code] of text.matchAll(/`([^`\n]+)`/g)) {
      const path = /^((?:src|docs|scripts|bench|bin|schemas)\/[\w./-]+)$/.exec(code)?.[1];
      if (path !== undefined && !/[A-Z]{2}/.test(path) && !existsSync(join(root, path)))
        faults.push(`${file}: ${path} does not exist`);
    }
    for (const [, name] of text.matchAll(/(?:^|`|\$ |npx )interline ([a-z]+)\b/gm)) {
      if (!commands.has(name)) faults.push(`${file}: there is no command "interline ${name}"`);
    }
  }
  return faults;
}
