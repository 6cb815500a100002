import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';
import { RecipientSchema, WarningSchema } from './shipments.js';

export const checkAddress = operation({
  id: 'checkAddress',
  method: 'post',
  path: '/v1/addresses/check',
  tag: 'Addresses',
  summary: 'Who delivers at an address, and what may be wrong with it',
  description:
    'The postal code is looked up in the delivery tables of the workspace. A place is taken as DIGIPIN or as coordinates and compared ' +
    'with the offices of the postal code; nothing is guessed from the words of the address.',
  access: 'quotes:read',
  body: z.strictObject({
    postal_code: z.string().min(1).max(20).openapi({ example: '793101' }),
    address: RecipientSchema.shape.address,
    digipin: RecipientSchema.shape.digipin,
    location: RecipientSchema.shape.location,
  }),
  answer: {
    status: 200,
    about: 'What is known of it.',
    body: z
      .object({
        postal_code: z.string().openapi({ description: 'Without spaces, in European digits.' }),
        delivered: z.boolean().openapi({ description: 'Whether some carrier delivers there.' }),
        states: z.array(z.string()).openapi({
          description: 'Of an Indian PIN: states and territories that its first digits serve.',
          example: ['ML'],
        }),
        carriers: z.array(
          z.object({
            party: z.string().openapi({ example: 'indiapost' }),
            products: z
              .array(z.string())
              .openapi({ description: 'Of your carrier, which this one delivers there.', example: ['standard'] }),
            cod: z.boolean(),
            weight_g_max: z.number().int().nullable().openapi({ description: 'Null when not limited.' }),
            offices: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                kind: z.string(),
                km: z.number().nullable().openapi({ description: 'From the place that was sent, as the crow flies.' }),
              }),
            ),
          }),
        ),
        digipin: z.string().nullable(),
        location: z.object({ lat: z.number(), lon: z.number() }).nullable(),
        address_lines: z
          .array(z.string())
          .openapi({ description: 'The address with spaces and line ends put in order, without its postal code.' }),
        warnings: z.array(WarningSchema),
      })
      .openapi('CheckedAddress'),
  },
});
