import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from './common.js';
import { operation } from './operation.js';

const tag = 'Agreements';

export const AgreementVersionSchema = z
  .object({
    id: idOf('agreementVersion'),
    agreement: z.string().openapi({ example: 'ats-indiapost' }),
    version: z.number().int(),
    status: z.enum(['proposed', 'accepted']).openapi({ description: 'Accepted once all its parties have.' }),
    party_ids: z.array(idOf('organisation')),
    accepted_by: z.array(idOf('organisation')),
    effective_from: z.iso.date(),
    effective_until: z.iso.date(),
    text_hash: z.string().openapi({ description: 'SHA-256 of the text, hexadecimal.' }),
    proposed_by: idOf('organisation'),
    created_at: instant,
  })
  .openapi('AgreementVersion');

export const proposeAgreement = operation({
  id: 'proposeAgreement',
  method: 'post',
  path: '/v1/agreements',
  tag,
  summary: 'Propose a version of an agreement',
  description:
    'The body is the text of agreement.yaml. It is checked as "interline validate" does; every fault is told with its line. ' +
    'You must be one of its parties, and accept it by proposing it.',
  access: 'agreements:write',
  body: z.string().min(1),
  bodyType: 'application/yaml',
  bodyBytesMax: 4 * 1024 * 1024,
  repeatable: true,
  answer: { status: 201, about: 'The version.', body: AgreementVersionSchema },
  problems: ['forbidden', 'conflict'],
});

export const listAgreements = operation({
  id: 'listAgreements',
  method: 'get',
  path: '/v1/agreements',
  tag,
  summary: 'Versions of the agreements that you are a party of',
  access: 'agreements:read',
  query: z.strictObject(pageQuery),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(AgreementVersionSchema) },
});

export const getAgreement = operation({
  id: 'getAgreement',
  method: 'get',
  path: '/v1/agreements/{id}',
  tag,
  summary: 'One version of an agreement',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found'],
});

export const getAgreementText = operation({
  id: 'getAgreementText',
  method: 'get',
  path: '/v1/agreements/{id}/text',
  tag,
  summary: 'The text of a version as it was proposed',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: { status: 200, about: 'The text of agreement.yaml.', body: z.string() },
  answerType: 'application/yaml',
  problems: ['not_found'],
});

export const acceptAgreement = operation({
  id: 'acceptAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/accept',
  tag,
  summary: 'Accept a version for your organisation',
  access: 'agreements:write',
  params: idParams('agreementVersion'),
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found'],
});
