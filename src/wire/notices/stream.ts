import { z } from '@hono/zod-openapi';
import { NOTICE_TYPES } from '../../domain/notice.js';
import { idOf, instant, PAGE_MAX } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Notices';

export const NoticeSchema = z
  .object({
    id: idOf('notice').openapi({ description: 'The same on the stream, in lists, and as webhook-id.' }),
    type: z.enum(NOTICE_TYPES),
    mode: z.enum(['live', 'test']),
    subject: z.string().openapi({ description: 'Id of what changed; of a list, the first.' }),
    timestamp: instant,
    data: z
      .json()
      .openapi({ type: 'object', description: 'Ids, states and times. Ask for the rest, as far as you may see it.' }),
  })
  .openapi('Notice');

/** Notices of some types only; all when absent. */
const types = z
  .string()
  .max(500)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(NOTICE_TYPES)))
  .optional()
  .openapi({
    type: 'string',
    description: 'Types, with commas between them; all when absent.',
    example: 'shipment.booked,shipment.events',
  });

const after = idOf('notice').optional().openapi({ description: 'Id of the last notice that you have.' });

export const listNotices = operation({
  id: 'listNotices',
  method: 'get',
  path: '/v1/notices',
  tag,
  summary: 'What changed, for those who ask now and then',
  description:
    'Kept for 30 days. Ask again with the id of the last one to go on; nothing is missed, and nothing is told twice. A page has fewer than ' +
    '`limit`, with `has_more`, where its notices tell of very much.',
  access: 'notices:read',
  query: z.strictObject({
    after,
    types,
    limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
  }),
  answer: {
    status: 200,
    about: 'The oldest first.',
    body: z.object({ data: z.array(NoticeSchema), has_more: z.boolean() }),
  },
  problems: ['not_found'],
});

export const streamNotices = operation({
  id: 'streamNotices',
  method: 'get',
  path: '/v1/stream',
  tag,
  summary: 'What changes, as it happens, as server-sent events',
  description:
    'Each event has the id of its notice, its type as event, and the notice as data. A comment comes every 15 seconds. The stream ends ' +
    'after five minutes, with the session, and when the server stops: connect again with Last-Event-ID, as browsers do by themselves, ' +
    'and nothing is missed. An event "reset" says that this notice is not known any more: read anew what you show.',
  access: 'notices:read',
  query: z.strictObject({
    after: after.openapi({ description: 'As Last-Event-ID. From now on when neither is given.' }),
    types,
  }),
  answer: { status: 200, about: 'Notices, until the stream ends.', body: NoticeSchema },
  answerType: 'text/event-stream',
});
