/** Lines broken at spaces, the later parts of a line indented; a word longer than a line stays whole. */
export function wrapText(text: string, columns: number, indent = 0): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns, ' '.repeat(indent)))
    .join('\n');
}

function wrapLine(line: string, columns: number, indent: string): string {
  if (line.length <= columns) return line;
  const lead = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = lead;
  let words = 0;
  for (const word of line.slice(lead.length).split(' ')) {
    if (words > 0 && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = indent;
      words = 0;
    }
    current += words === 0 ? word : ` ${word}`;
    words++;
  }
  return [...lines, current].join('\n');
}
