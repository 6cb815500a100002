/**
 * Makes data/hs-2022.csv, the list of chapters, headings and subheadings of the Harmonized System 2022, from a public list:
 *
 *   node scripts/hs-list.mjs <address or file of harmonized-system.csv> > data/hs-2022.csv
 *
 * Chapter 99 is left out: it stands for goods that statistics do not specify, and is no part of the Harmonized System.
 *
 * The list meant is data/harmonized-system.csv of github.com/datasets/harmonized-system, columns section, hscode, description, parent, level.
 */
import { readFileSync } from 'node:fs';

const SOURCE = 'github.com/datasets/harmonized-system, data/harmonized-system.csv at 905e5a0; ODC-PDDL, public domain';

const [address] = process.argv.slice(2);
if (address === undefined) {
  console.error('Usage: node scripts/hs-list.mjs <address or file of harmonized-system.csv> > data/hs-2022.csv');
  process.exitCode = 2;
} else {
  process.stdout.write(listOf(await textOf(address)));
}

async function textOf(from) {
  if (!/^https?:/.test(from)) return readFileSync(from, 'utf8');
  const answer = await fetch(from);
  if (!answer.ok) throw new Error(`Cannot fetch ${from}: ${answer.status}`);
  return answer.text();
}

/** Code and description of every line with digits for a code, in order of codes. */
function listOf(csv) {
  const rows = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => /^[^,]*,(\d\d|\d{4}|\d{6}),(?:"((?:[^"]|"")*)"|([^"]*?)),[^,]*,\d$/.exec(line))
    .filter((match) => match !== null && !match[1].startsWith('99'))
    .map(([, code, quoted, plain]) => [code, (quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim()])
    // The source writes these two words in two ways.
    .map(([code, text]) => [code, text.replaceAll('farm-type', 'farm type')])
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const lines = rows.map(([code, text]) => `${code},${/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text}`);
  return [
    '# The Harmonized System, edition 2022 (World Customs Organization): chapters, headings and subheadings.',
    `# Source: ${SOURCE}.`,
    '# Made by scripts/hs-list.mjs, without chapter 99, which is none of the Harmonized System; wording is the source’s, which shortens the legal text.',
    'code,description',
    ...lines,
    '',
  ].join('\n');
}
