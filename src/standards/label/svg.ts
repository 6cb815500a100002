import type { BarsMark, CellsMark, Layout, Mark } from './layout.js';

/** A label as a picture for screens. Text is set by the viewer in `fontFamily`, which should be the label's own font. */
export function labelToSvg(layout: Layout, fontFamily = "'Noto Sans Devanagari', 'Noto Sans', sans-serif"): string {
  const { widthPt, heightPt } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPt} ${heightPt}" width="${widthPt}pt" height="${heightPt}pt"`,
    ` font-family="${escaped(fontFamily)}" role="img" aria-label="${escaped(spokenText(layout))}">`,
    `<rect width="${widthPt}" height="${heightPt}" fill="#fff"/>`,
    ...layout.marks.map((mark) => markSvg(mark)),
    '</svg>',
  ].join('');
}

function markSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'text': {
      const anchor = { left: 'start', center: 'middle', right: 'end' }[mark.align];
      const weight = mark.bold ? ' font-weight="700"' : '';
      const fill = mark.white ? '#fff' : '#000';
      const place = `x="${n(mark.x)}" y="${n(mark.y)}" font-size="${n(mark.sizePt)}" text-anchor="${anchor}"`;
      return `<text ${place}${weight} fill="${fill}">${escaped(mark.text)}</text>`;
    }
    case 'box': {
      const line = mark.linePt;
      if (line === undefined)
        return `<rect x="${n(mark.x)}" y="${n(mark.y)}" width="${n(mark.widthPt)}" height="${n(mark.heightPt)}"/>`;
      const [x, y, width, height] = [mark.x + line / 2, mark.y + line / 2, mark.widthPt - line, mark.heightPt - line];
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="none" stroke="#000" stroke-width="${n(line)}"/>`;
    }
    case 'bars':
      return `<path d="${barsPath(mark)}"/>`;
    default:
      return `<path d="${cellsPath(mark)}" shape-rendering="crispEdges"/>`;
  }
}

function barsPath({ x, y, widths, modulePt, heightPt }: BarsMark): string {
  let path = '';
  let left = x;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) path += `M${n(left)} ${n(y)}h${n(width * modulePt)}v${n(heightPt)}h${n(-width * modulePt)}z`;
    left += width * modulePt;
  }
  return path;
}

function cellsPath({ x, y, sizePt, matrix }: CellsMark): string {
  const cell = sizePt / matrix.size;
  let path = '';
  for (const { row, from, to } of darkRuns(matrix)) {
    path += `M${n(x + from * cell)} ${n(y + row * cell)}h${n((to - from) * cell)}v${n(cell)}h${n((from - to) * cell)}z`;
  }
  return path;
}

/** Dark cells of each row that touch, as one: fewer shapes, and no hairlines between them. */
export function* darkRuns(matrix: CellsMark['matrix']): Generator<{ row: number; from: number; to: number }> {
  const { size, cells } = matrix;
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (cells[row * size + from] !== 1) continue;
      let to = from;
      while (to < size && cells[row * size + to] === 1) to++;
      yield { row, from, to };
      from = to;
    }
  }
}

/** What a screen reader says: the label's texts in order. */
function spokenText({ marks }: Layout): string {
  return marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join(', ');
}

function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
}
