import type { z } from '@hono/zod-openapi';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import type { ExportEventSchema } from '../../wire/exports/export-events.js';
import type {
  AssessmentSchema,
  ExportCheckSchema,
  ExportDetailsSchema,
  ExportSchema,
} from '../../wire/exports/exports.js';

/** What the server tells of exports. */
export type Export = z.infer<typeof ExportSchema>;
export type ExportDetails = z.infer<typeof ExportDetailsSchema>;
export type ExportCheck = z.infer<typeof ExportCheckSchema>;
export type ExportAssessment = z.infer<typeof AssessmentSchema>;
export type ExportEvent = z.infer<typeof ExportEventSchema>;
export type ExportState = Export['state'];
export type DocumentKind = ExportDetails['documents'][number];
export type Declaration = WireDeclaration;
