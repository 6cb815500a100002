import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { DeclarationPatchSchema, DeclarationSchema, ExporterProfileSchema } from './export-declarations.js';
import { DomesticSchema, domesticShape } from './export-domestic.js';
import { operation, type ReceivedFile } from '../http/operation.js';
import { FaultSchema } from '../http/problem.js';

export const tag = 'Exports by post';

/** Exports of one request or file. */
export const EXPORTS_MAX = 2000;

export const EXPORT_STATES = [
  'draft', 'filed', 'booked', 'in_transit_to_fpo', 'presented', 'query', 'examination', 'let_export', 'despatched', 'in_transit',
  'import_customs', 'delivered', 'returned', 'rejected', 'cancelled',
] as const; // prettier-ignore

export const FORMS = ['cn22', 'cn23', 'pbe_1', 'pbe_2', 'pbe_3', 'pbe_4'] as const;

const count = z.number().int();

const AmountsSchema = z.object({
  export_duty_paise: count,
  cess_paise: count,
  igst_paise: count,
  compensation_cess_paise: count,
});

const RateSchema = z.object({
  currency: z.string(),
  units: count,
  inr_e4: count.openapi({ description: 'Ten-thousandths of a rupee for so many units.' }),
  valid_from: z.string(),
  source: z.string(),
});

/** What follows from a declaration. */
export const AssessmentSchema = z
  .object({
    day: z.string(),
    forms: z.array(
      z.object({
        form: z.enum(FORMS),
        name: z.string(),
        reasons: z.array(z.object({ code: z.string(), words: z.string() })),
      }),
    ),
    charges: z.object({
      status: z.enum(['charged', 'unknown']),
      reason: z
        .string()
        .nullable()
        .openapi({ description: 'Why they are not known: no_service, no_country, no_weight, no_tariff, no_zone.' }),
      total_paise: count.nullable(),
      items: z.array(z.object({ what: z.string(), words: z.string(), paise: count })),
      tariff: z.object({ valid_from: z.string(), source: z.string(), is_synthetic: z.boolean() }).nullable(),
    }),
    total_value_minor: count,
    total_paise: count.nullable(),
    total_sdr_e3: count.nullable().openapi({ description: 'Thousandths of special drawing rights.' }),
    net_weight_g: count,
    rate: RateSchema.nullable(),
    duties: AmountsSchema,
    lines: z.array(
      AmountsSchema.extend({ gross_weight_g: count, value_paise: count.nullable(), taxable_paise: count }),
    ),
    transit_days: z
      .object({ least: count, most: count, source: z.string(), is_uncertain: z.boolean() })
      .nullable()
      .openapi({ description: 'From departure to delivery, as a range with its source.' }),
    caveats: z.array(z.string()).openapi({ description: 'What stands on tables that are uncertain or made up.' }),
  })
  .openapi('ExportAssessment');

export const ExportCheckSchema = z
  .object({
    fileable: z.boolean(),
    faults: z.array(FaultSchema).openapi({ description: 'What keeps it from being filed, each at its field.' }),
    warnings: z.array(FaultSchema),
    assessment: AssessmentSchema,
  })
  .openapi('ExportCheck');

export const ExportSchema = z
  .object({
    id: idOf('export'),
    mode: z.enum(['live', 'test']),
    owner_id: z.string(),
    shipper_id: z.string().nullable(),
    state: z.enum(EXPORT_STATES),
    item: z.string().nullable().openapi({ description: 'UPU S10.', example: 'LA000000014IN' }),
    bill: z.string().nullable(),
    reference: z.string().nullable(),
    country: z.string().nullable(),
    service: z.string().nullable(),
    version: count.openapi({ description: '0 of a draft; one more with each amendment.' }),
    since: instant,
    due_at: instant.nullable().openapi({ description: 'By when its state should have changed.' }),
    overdue_at: instant.nullable().openapi({ description: 'When it was found to be overdue.' }),
    keep_until: z.string().nullable(),
    upload_id: z.string().nullable(),
    created_at: instant,
    changed_at: instant,
    filed_at: instant.nullable(),
  })
  .openapi('Export');

const documents = z.array(z.enum(['label', 'cn22', 'cn23', 'invoice', 'postal_bill']));

export const ExportDetailsSchema = ExportSchema.extend({
  declaration: DeclarationSchema,
  check: ExportCheckSchema.nullable().openapi({
    description: 'Of a draft, by the tables of today; null once it is filed.',
  }),
  assessment: AssessmentSchema.openapi({ description: 'Of what was filed, as it was then; of a draft, of today.' }),
  documents,
  possible_events: z.array(z.string()),
  domestic: DomesticSchema.nullable().openapi({
    description: 'The way to the office of exchange, with the promise; null of a draft.',
  }),
}).openapi('ExportDetails');

const shared = { tag, access: 'shipments:write', problems: ['conflict'] } as const;
const details = { status: 200, about: 'The export.', body: ExportDetailsSchema } as const;
const one = { ...shared, params: idParams('export'), problems: ['not_found', 'conflict'] } as const;
const CUSTOMER = 'A customer sends through its carrier.';

export const checkExport = operation({
  id: 'checkExport',
  method: 'post',
  path: '/v1/exports/check',
  tag,
  access: 'shipments:read',
  summary: 'What a declaration needs and costs, and everything that speaks against filing it; nothing is kept',
  body: DeclarationSchema,
  answer: { status: 200, about: 'Forms with reasons, charges, amounts, faults.', body: ExportCheckSchema },
});

export const createExport = operation({
  ...shared,
  id: 'createExport',
  method: 'post',
  path: '/v1/exports',
  summary: 'Begin a draft, or file a declaration at once',
  description: `A draft may lack anything. Parts that are absent come from your exporter profile. ${CUSTOMER}`,
  body: z.strictObject({
    declaration: DeclarationSchema,
    file: z.boolean().default(false),
    domestic: z.strictObject(domesticShape).optional(),
  }),
  repeatable: true,
  answer: { ...details, status: 201 },
});

const BatchResultSchema = z
  .object({
    exports: z.array(z.object({ id: idOf('export'), item: z.string().nullable(), reference: z.string().nullable() })),
  })
  .openapi('ExportBatch');

export const createExports = operation({
  ...shared,
  id: 'createExports',
  method: 'post',
  path: '/v1/exports/batch',
  summary: `Up to ${EXPORTS_MAX} exports, all or none`,
  body: z.strictObject({
    declarations: z.array(DeclarationSchema).min(1).max(EXPORTS_MAX),
    file: z.boolean().default(true),
    domestic: z.strictObject(domesticShape).optional(),
  }),
  bodyBytesMax: 16 * 1024 * 1024,
  repeatable: true,
  answer: { status: 201, about: 'The exports, in the order of the declarations.', body: BatchResultSchema },
});

export const uploadExports = operation({
  ...shared,
  id: 'uploadExports',
  method: 'post',
  path: '/v1/exports/uploads',
  summary: `Exports of a CSV file, up to ${EXPORTS_MAX} rows of goods`,
  description:
    'A row is a line of goods; neighbouring rows with the same reference are one parcel. Columns are named as the fields of a declaration: ' +
    'reference, service, gross_weight_g, addressee_name, goods_description ...; docs/export.md has them all. What is absent comes from ' +
    'your exporter profile. All are made or none, unless on_fault is skip.',
  query: z.strictObject({
    file: z.enum(['true', 'false']).default('true'),
    on_fault: z.enum(['refuse', 'skip']).default('refuse'),
  }),
  body: z
    .custom<ReceivedFile | string | Uint8Array>()
    .openapi({ type: 'string', format: 'binary', description: 'CSV.' }),
  bodyType: 'text/csv',
  bodyFile: ['text/csv'],
  bodyBytesMax: 16 * 1024 * 1024,
  repeatable: true,
  answer: {
    status: 201,
    about: 'What was made.',
    body: BatchResultSchema.extend({
      upload_id: idOf('upload'),
      skipped: count,
      faults: z.array(FaultSchema).openapi({ description: 'Of parcels that were skipped; the first hundred.' }),
    }).openapi('ExportUpload'),
  },
});

export const listExports = operation({
  id: 'listExports',
  method: 'get',
  path: '/v1/exports',
  tag,
  access: 'shipments:read',
  summary: 'Exports, newest first',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(EXPORT_STATES).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    item: z.string().max(40).optional(),
    reference: z.string().max(64).optional(),
    overdue: z.enum(['true', 'false']).optional(),
    upload_id: idOf('upload').optional(),
  }),
  answer: { status: 200, about: 'A page.', body: pageOf(ExportSchema) },
});

export const getExport = operation({
  ...one,
  id: 'getExport',
  method: 'get',
  path: '/v1/exports/{id}',
  access: 'shipments:read',
  summary: 'An export with its declaration; of a draft, checked',
  answer: details,
  problems: ['not_found'],
});

export const changeExport = operation({
  ...one,
  id: 'changeExport',
  method: 'patch',
  path: '/v1/exports/{id}',
  summary: 'Save a draft: each part that is sent takes the place of what was there, null takes it away',
  body: DeclarationPatchSchema,
  conditional: true,
  answer: details,
});

export const deleteExport = operation({
  ...one,
  id: 'deleteExport',
  method: 'delete',
  path: '/v1/exports/{id}',
  summary: 'Delete a draft; what was filed is kept',
  answer: { status: 204, about: 'It is gone.' },
});

export const duplicateExport = operation({
  ...one,
  id: 'duplicateExport',
  method: 'post',
  path: '/v1/exports/{id}/duplicate',
  summary: 'A new draft like this one, without what belongs to one parcel only',
  description: 'Without identifier, invoices, payment and what was charged.',
  repeatable: true,
  answer: { ...details, status: 201 },
});

export const fileExport = operation({
  ...one,
  id: 'fileExport',
  method: 'post',
  path: '/v1/exports/{id}/file',
  summary: 'File a draft: it is checked, gets its identifier, and is kept for five years',
  description:
    'Where the network has a way to an office of exchange, the shipment that brings it there is booked with it, under the same identifier.',
  query: z.strictObject(domesticShape),
  repeatable: true,
  answer: details,
});

export const amendExport = operation({
  ...one,
  id: 'amendExport',
  method: 'post',
  path: '/v1/exports/{id}/amend',
  summary: 'File another version, until customs have decided',
  body: z.strictObject({ declaration: DeclarationPatchSchema, reason: z.string().min(1).max(300) }),
  repeatable: true,
  answer: details,
});

export const cancelExport = operation({
  ...one,
  id: 'cancelExport',
  method: 'post',
  path: '/v1/exports/{id}/cancel',
  summary: 'Cancel what was filed, until it has left its post office',
  body: z.strictObject({ reason: z.string().max(300).optional() }),
  answer: details,
});

export const listExportVersions = operation({
  id: 'listExportVersions',
  method: 'get',
  path: '/v1/exports/{id}/versions',
  tag,
  access: 'shipments:read',
  params: idParams('export'),
  summary: 'Every version that was filed, the first one first',
  answer: {
    status: 200,
    about: 'The versions.',
    body: z.object({
      data: z.array(
        z.object({
          version: count,
          declaration: DeclarationSchema,
          assessment: AssessmentSchema,
          reason: z.string().nullable(),
          filed_by: z.string(),
          filed_at: instant,
        }),
      ),
    }),
  },
  problems: ['not_found'],
});

export const getExporterProfile = operation({
  id: 'getExporterProfile',
  method: 'get',
  path: '/v1/exporter-profile',
  tag,
  access: 'shipments:read',
  summary: 'What new declarations of your organisation begin with',
  answer: { status: 200, about: 'The profile; empty where none was saved.', body: ExporterProfileSchema },
});

export const putExporterProfile = operation({
  id: 'putExporterProfile',
  method: 'put',
  path: '/v1/exporter-profile',
  tag,
  access: 'shipments:write',
  summary: 'Save what new declarations begin with',
  body: ExporterProfileSchema,
  answer: { status: 200, about: 'The profile.', body: ExporterProfileSchema },
});
