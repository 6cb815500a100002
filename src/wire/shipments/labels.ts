import { z } from '@hono/zod-openapi';
import { idOf, idParams } from '../http/common.js';
import { operation, type Operation } from '../http/operation.js';

const tag = 'Labels';

/** Labels of one file. */
export const LABELS_MAX = 300;

/** A file. */
export const bytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array)
  .openapi({ type: 'string', format: 'binary' });

const about = 'The label, 4 x 6 inches, with tracking number as Code 128 and a QR code.';

const omission = z
  .enum(['refuse', 'accept'])
  .default('refuse')
  .openapi({ description: 'What happens when something does not fit, or has letters that the fonts lack.' });

export const dpi = z.enum(['203', '300']).default('203').openapi({ description: 'Dots to the inch of the printer.' });

const shared = {
  method: 'get',
  tag,
  description:
    'The first time, the shipment is labelled. Labels of synthetic workspaces and of test shipments are marked. A partner gets one ' +
    'when the agreement shows it the recipient.',
  access: 'labels:print',
  params: idParams('shipment'),
  problems: ['not_found', 'conflict'],
} as const satisfies Partial<Operation>;

export const getLabelPdf = operation({
  ...shared,
  id: 'getLabelPdf',
  path: '/v1/shipments/{id}/label.pdf',
  summary: 'The label of a shipment as PDF',
  query: z.strictObject({ omission }),
  answer: { status: 200, about, body: bytes },
  answerType: 'application/pdf',
});

export const getLabelZpl = operation({
  ...shared,
  id: 'getLabelZpl',
  path: '/v1/shipments/{id}/label.zpl',
  summary: 'The label of a shipment in ZPL II, for label printers',
  query: z.strictObject({ omission, dpi }),
  answer: { status: 200, about, body: bytes },
  answerType: 'application/zpl',
});

export const getLabelSvg = operation({
  ...shared,
  id: 'getLabelSvg',
  path: '/v1/shipments/{id}/label.svg',
  summary: 'The label of a shipment as SVG, for screens',
  query: z.strictObject({ omission }),
  answer: { status: 200, about, body: bytes },
  answerType: 'image/svg+xml',
});

const shipmentIds = z.array(idOf('shipment')).min(1).max(LABELS_MAX);

export const printLabelsPdf = operation({
  ...shared,
  id: 'printLabelsPdf',
  method: 'post',
  path: '/v1/labels.pdf',
  summary: `Up to ${LABELS_MAX} labels as one PDF, a page each or four to a sheet of A4`,
  params: undefined,
  body: z.strictObject({ shipment_ids: shipmentIds, pages: z.enum(['label', 'a4']).default('label'), omission }),
  answer: { status: 200, about: 'The labels, in the order in which they were asked for.', body: bytes },
  answerType: 'application/pdf',
});

export const printLabelsZpl = operation({
  ...shared,
  id: 'printLabelsZpl',
  method: 'post',
  path: '/v1/labels.zpl',
  summary: `Up to ${LABELS_MAX} labels in ZPL II`,
  params: undefined,
  body: z.strictObject({ shipment_ids: shipmentIds, dpi, omission }),
  answer: { status: 200, about: 'The labels, in the order in which they were asked for.', body: bytes },
  answerType: 'application/zpl',
});
