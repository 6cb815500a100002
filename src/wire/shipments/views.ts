import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Saved views';

/** Views of one organisation's page. */
export const VIEWS_MAX = 200;

const word = z.string().regex(/^[a-z][a-z_]{0,39}$/, 'must be lower-case letters and underscores');

const viewShape = {
  name: plainText(80),
  filters: z
    .record(word, plainText(300))
    .refine((filters) => Object.keys(filters).length <= 30, 'must have 30 filters at most')
    .openapi({ description: 'As they are in the query of the list.', example: { state: 'held', direction: 'own' } }),
  columns: z.array(word).max(40),
  shared: z.boolean().openapi({ description: 'Everybody of your organisation sees it; only you change it.' }),
};

export const SavedViewSchema = z
  .object({
    id: idOf('savedView'),
    page: z.enum(['parcels', 'exceptions']),
    name: z.string(),
    filters: z.record(z.string(), z.string()),
    columns: z.array(z.string()),
    shared: z.boolean(),
    own: z.boolean().openapi({ description: 'Whether it is yours.' }),
    created_by: z.string(),
    created_at: instant,
    changed_at: instant,
  })
  .openapi('SavedView');

export const listSavedViews = operation({
  id: 'listSavedViews',
  method: 'get',
  path: '/v1/views',
  tag,
  summary: 'Your saved views, and those that your organisation shares',
  access: 'shipments:read',
  query: z.strictObject({ page: z.enum(['parcels', 'exceptions']).optional() }),
  answer: { status: 200, about: 'The views, by name.', body: z.object({ data: z.array(SavedViewSchema) }) },
});

export const createSavedView = operation({
  id: 'createSavedView',
  method: 'post',
  path: '/v1/views',
  tag,
  summary: 'Save a view: filters of a list and the columns that it shows',
  access: 'shipments:read',
  body: z.strictObject({
    page: z.enum(['parcels', 'exceptions']),
    ...viewShape,
    columns: viewShape.columns.default([]),
    shared: viewShape.shared.default(false),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The view.', body: SavedViewSchema },
  problems: ['conflict'],
});

export const changeSavedView = operation({
  id: 'changeSavedView',
  method: 'patch',
  path: '/v1/views/{id}',
  tag,
  summary: 'Change a view of your own',
  access: 'shipments:read',
  params: idParams('savedView'),
  body: z.strictObject({
    name: viewShape.name.optional(),
    filters: viewShape.filters.optional(),
    columns: viewShape.columns.optional(),
    shared: viewShape.shared.optional(),
  }),
  answer: { status: 200, about: 'The view.', body: SavedViewSchema },
  problems: ['not_found', 'conflict'],
});

export const deleteSavedView = operation({
  id: 'deleteSavedView',
  method: 'delete',
  path: '/v1/views/{id}',
  tag,
  summary: 'Delete a view of your own',
  access: 'shipments:read',
  params: idParams('savedView'),
  answer: { status: 204, about: 'It is gone.' },
  problems: ['not_found', 'conflict'],
});
