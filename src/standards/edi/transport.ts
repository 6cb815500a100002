import { z } from 'zod';
import { consignment, despatch, leg, moment, office, place, receptacle, text, weightG } from './shapes.js';

const reference = z.string().regex(/^[A-Za-z0-9]{1,14}$/);

/** What became of the receptacles of a despatch where they arrived (UPU M13, RESDES). */
export const resdesShape = z
  .strictObject({
    message: z.literal('RESDES'),
    reference,
    despatch,
    office,
    received_at: moment,
    receptacles: z
      .array(
        z.strictObject({
          receptacle,
          outcome: z.enum(['received', 'missing', 'excess', 'damaged']),
          weight_g: weightG.optional(),
          note: text(350).optional(),
        }),
      )
      .min(1)
      .max(999),
  })
  .superRefine(({ despatch: id, receptacles }, context) => {
    for (const [index, one] of receptacles.entries()) {
      const path = ['receptacles', index, 'receptacle'];
      const isOwn = one.receptacle.slice(0, 20) === id;
      if (!isOwn && one.outcome !== 'excess')
        context.addIssue({ code: 'custom', message: `is not of despatch ${id}`, path });
      if (receptacles.findIndex((other) => other.receptacle === one.receptacle) < index) {
        context.addIssue({ code: 'custom', message: 'is told twice', path });
      }
    }
  });
export type Resdes = z.infer<typeof resdesShape>;

/** Receptacles that a post books with a carrier (UPU M48, CARDIT). */
export const carditShape = z
  .strictObject({
    message: z.literal('CARDIT'),
    reference,
    consignment,
    carrier: text(17),
    category: z.string().regex(/^[A-D]$/, 'is no mail category'),
    hand_over: z.strictObject({ place, at: moment }),
    legs: z.array(leg).min(1).max(9),
    receptacles: z
      .array(z.strictObject({ receptacle, weight_g: weightG }))
      .min(1)
      .max(9999),
  })
  .superRefine(({ legs, receptacles, category }, context) => {
    for (const [index, { from }] of legs.entries()) {
      const before = legs[index - 1];
      if (before === undefined || before.to === from) continue;
      context.addIssue({
        code: 'custom',
        message: `is not ${before.to}, where the leg before ends`,
        path: ['legs', index, 'from'],
      });
    }
    for (const [index, one] of receptacles.entries()) {
      const path = ['receptacles', index, 'receptacle'];
      if (one.receptacle.charAt(12) !== category) {
        context.addIssue({ code: 'custom', message: `is not of mail category ${category}`, path });
      }
      if (receptacles.findIndex((other) => other.receptacle === one.receptacle) < index) {
        context.addIssue({ code: 'custom', message: 'is told twice', path });
      }
    }
  });
export type Cardit = z.infer<typeof carditShape>;

/** What a carrier answers: which receptacles of a consignment it has, and where they are (UPU M49, RESDIT). */
export const resditShape = z.strictObject({
  message: z.literal('RESDIT'),
  reference,
  consignment,
  carrier: text(17),
  events: z
    .array(
      z.strictObject({
        /** A status of the table of transport statuses, such as 74. */
        status: z.string().regex(/^\d{1,3}$/, 'is no status code'),
        at: moment,
        place,
        service: text(17).optional(),
        /** All of the consignment when absent. */
        receptacles: z.array(receptacle).min(1).max(9999).optional(),
      }),
    )
    .min(1)
    .max(999),
});
export type Resdit = z.infer<typeof resditShape>;
