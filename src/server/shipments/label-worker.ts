import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { bagLabelLayout } from '../../exporting/documents/despatch.js';
import { documentSheets } from '../../exporting/documents/make-document.js';
import { containerLabel } from '../../standards/label/container-label.js';
import type { Layout } from '../../standards/label/layout.js';
import { manifestSheets } from '../../standards/label/manifest-sheets.js';
import { parcelLabel } from '../../standards/label/parcel-label.js';
import { labelsToPdf } from '../../standards/label/pdf.js';
import { labelToSvg } from '../../standards/label/svg.js';
import { LABEL_FONT_FILES, openTypesetter, type FontName, type Typesetter } from '../../standards/label/typesetter.js';
import { labelsToZpl } from '../../standards/label/zpl.js';
import type { LabelFormat, LabelReply, LabelRequest, MadeLabels } from './label-messages.js';

const typesetter = openFonts();

parentPort?.on('message', (request: LabelRequest) => {
  void make(request)
    .then((made): LabelReply => ({ ...made, id: request.id, status: 'made' }))
    .catch((error: unknown): LabelReply => ({ id: request.id, status: 'failed', message: String(error) }))
    .then((reply) => parentPort?.postMessage(reply, [])); // a thread's port has no origin
});

async function make({ labels, format }: LabelRequest): Promise<MadeLabels> {
  const layouts = labels.flatMap((label) => {
    if ('exportDocument' in label) return documentSheets(label.exportDocument, typesetter);
    if ('bagOf' in label) return bagLabelLayout(label.bagOf, label.bag, typesetter);
    if ('manifest' in label && 'containers' in label) return manifestSheets(label, typesetter);
    return 'sscc' in label ? containerLabel(label, typesetter) : parcelLabel(label, typesetter);
  });
  return { bytes: await bytesOf(layouts, format), omitted: layouts.map(({ omitted }) => omitted) };
}

async function bytesOf(layouts: readonly Layout[], format: LabelFormat): Promise<Uint8Array> {
  if (format.kind === 'pdf') {
    return labelsToPdf(layouts, typesetter, format);
  }
  const text =
    format.kind === 'zpl'
      ? labelsToZpl(layouts, typesetter, { dpi: format.dpi })
      : layouts.map((layout) => labelToSvg(layout)).join('\n');
  return new TextEncoder().encode(text);
}

function openFonts(): Typesetter {
  const require = createRequire(import.meta.url);
  const fonts = Object.entries(LABEL_FONT_FILES).map(([name, file]) => [
    name,
    readFileSync(require.resolve(`@fontsource/noto-sans-devanagari/files/${file}`)),
  ]);
  return openTypesetter(Object.fromEntries(fonts) as Record<FontName, Uint8Array>);
}
