import { z } from '@hono/zod-openapi';
import { VERSION_STATES } from '../../domain/agreement-act.js';
import { idOf, idParams, instant, pageOf, pageQuery, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Agreements';

const TEXT_BYTES_MAX = 4 * 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const days = z.object({ from: z.iso.date(), until: z.iso.date() });

export const AgreementVersionSchema = z
  .object({
    id: idOf('agreementVersion'),
    agreement: z.string().openapi({ example: 'ats-indiapost' }),
    version: z.number().int(),
    sha256: sha256.openapi({ description: 'Of the canonical terms: what is signed.' }),
    state: z.enum(VERSION_STATES).openapi({ description: 'signed: by all, but not in force yet.' }),
    party_ids: z.array(idOf('organisation')),
    signed_by: z.array(idOf('organisation')).openapi({ description: 'In the order in which they signed.' }),
    effective_from: z.iso.date(),
    effective_until: z.iso.date(),
    in_force: days.nullable().openapi({
      description: 'First and last day on which it is in force, as things stand; null while it never is.',
    }),
    takes_over: z.array(days.extend({ version_id: idOf('agreementVersion') })).openapi({
      description:
        'If all signed it today: days that it would take from versions that all have signed, for good. Empty once all have signed it.',
    }),
    text_hash: z.string().openapi({ description: 'SHA-256 of the text, hexadecimal.' }),
    proposed_by: idOf('organisation'),
    offered_at: instant.nullable().openapi({ description: 'When the others came to see it; null for a draft.' }),
    created_at: instant,
  })
  .openapi('AgreementVersion');

export const checkAgreement = operation({
  id: 'checkAgreement',
  method: 'post',
  path: '/v1/agreements/check',
  tag,
  summary: 'Check the text of an agreement, and keep nothing',
  description:
    'The text is checked as "interline validate" does, against the networks of this server; every fault is told with its line ' +
    'and column.',
  access: 'agreements:read',
  body: z.string().min(1),
  bodyType: 'application/yaml',
  bodyBytesMax: TEXT_BYTES_MAX,
  answer: {
    status: 200,
    about: 'What it is, when it has no faults.',
    body: z.object({
      agreement: z.string(),
      version: z.number().int(),
      sha256,
      parties: z.array(z.string()),
      effective_from: z.iso.date(),
      effective_until: z.iso.date(),
      warnings: z.array(z.string()),
    }),
  },
});

export const draftAgreement = operation({
  id: 'draftAgreement',
  method: 'post',
  path: '/v1/agreements',
  tag,
  summary: 'Upload a version of an agreement as a draft',
  description:
    'The body is the text of agreement.yaml, checked as "interline validate" does. You must be one of its parties. Nobody else ' +
    'sees it until you propose it.',
  access: 'agreements:write',
  body: z.string().min(1),
  bodyType: 'application/yaml',
  bodyBytesMax: TEXT_BYTES_MAX,
  repeatable: true,
  answer: { status: 201, about: 'The draft.', body: AgreementVersionSchema },
  problems: ['forbidden', 'conflict'],
});

export const listAgreements = operation({
  id: 'listAgreements',
  method: 'get',
  path: '/v1/agreements',
  tag,
  summary: 'Versions of the agreements that you are a party of, and your drafts',
  access: 'agreements:read',
  query: z.strictObject({ ...pageQuery, agreement: z.string().max(200).optional() }),
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
  summary: 'The text of a version as it was uploaded',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: { status: 200, about: 'The text of agreement.yaml.', body: z.string() },
  answerType: 'application/yaml',
  problems: ['not_found'],
});

const TermsChangeSchema = z.object({
  path: z.string().openapi({ description: 'Where it stands.', example: 'interchange[IX-DEL].minutes' }),
  kind: z.enum(['added', 'removed', 'changed']),
  words: z.string(),
});

const diffQuery = z.strictObject({
  from: idOf('agreementVersion').openapi({ description: 'The version that this one is compared with.' }),
});

export const diffAgreements = operation({
  id: 'diffAgreements',
  method: 'get',
  path: '/v1/agreements/{id}/diff',
  tag,
  summary: 'What differs in meaning between two versions, in words',
  description:
    'Layout, comments and the order of keys make no difference. Any two versions that you see can be compared.',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  query: diffQuery,
  answer: {
    status: 200,
    about: 'All differences, in the order of the file; none when both mean the same.',
    body: z.object({
      from: idOf('agreementVersion'),
      to: idOf('agreementVersion'),
      changes: z.array(TermsChangeSchema),
    }),
  },
  problems: ['not_found'],
});

export const diffAgreementsText = operation({
  id: 'diffAgreementsText',
  method: 'get',
  path: '/v1/agreements/{id}/diff/text',
  tag,
  summary: 'What differs between two versions, as a text',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  query: diffQuery,
  answer: { status: 200, about: 'The text.', body: z.string() },
  answerType: 'text/plain',
  problems: ['not_found'],
});

export const proposeAgreement = operation({
  id: 'proposeAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/propose',
  tag,
  summary: 'Propose a draft of yours to the other parties',
  access: 'agreements:write',
  params: idParams('agreementVersion'),
  repeatable: true,
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found', 'conflict'],
});

export const counterAgreement = operation({
  id: 'counterAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/counter',
  tag,
  summary: 'Answer the proposal of a partner with a draft of yours, which is then proposed instead',
  access: 'agreements:write',
  params: idParams('agreementVersion'),
  body: z.strictObject({ version_id: idOf('agreementVersion').openapi({ description: 'Your draft.' }) }),
  repeatable: true,
  answer: { status: 200, about: 'Your version, proposed.', body: AgreementVersionSchema },
  problems: ['not_found', 'conflict'],
});

export const withdrawAgreement = operation({
  id: 'withdrawAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/withdraw',
  tag,
  summary: 'Take a draft or proposal of yours back, before all have signed it',
  access: 'agreements:write',
  params: idParams('agreementVersion'),
  repeatable: true,
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found', 'conflict'],
});

/** A signature as "interline agreement sign" writes it. */
export const AgreementSignatureSchema = z
  .strictObject({
    party: z.string().max(200).openapi({ description: 'Code of the party.', example: 'ats' }),
    key: z.string().max(64).openapi({ description: 'Short name of the key.', example: '788deb72cc83148a' }),
    signed_at: z.string().max(40).openapi({ example: '2026-11-23T10:00:00Z' }),
    signature: z.string().max(200).openapi({ description: 'Ed25519, base64.' }),
  })
  .openapi('AgreementSignature');

export const signAgreement = operation({
  id: 'signAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/signatures',
  tag,
  summary: 'Send the signature of your organisation',
  description:
    'It is made elsewhere, by "interline agreement sign", with a private key that never comes here, and is checked with the ' +
    'public keys that your organisation has registered. A version binds once all parties have signed it.',
  access: 'agreements:sign',
  params: idParams('agreementVersion'),
  body: AgreementSignatureSchema,
  repeatable: true,
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found', 'conflict'],
});

export const getAgreementSignatures = operation({
  id: 'getAgreementSignatures',
  method: 'get',
  path: '/v1/agreements/{id}/signatures',
  tag,
  summary: 'The file of signatures of a version',
  description: 'As "interline agreement verify" reads it.',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: {
    status: 200,
    about: 'To be kept as NAME.signatures.json beside NAME.yaml.',
    body: z.object({
      format: z.string(),
      agreement: z.string(),
      version: z.number().int(),
      sha256,
      terms: z.record(z.string(), z.unknown()).openapi({ description: 'As they were signed.' }),
      signatures: z.array(AgreementSignatureSchema),
    }),
  },
  problems: ['not_found'],
});

export const terminateAgreement = operation({
  id: 'terminateAgreement',
  method: 'post',
  path: '/v1/agreements/{id}/terminate',
  tag,
  summary: 'End an agreement that all have signed, with all its versions',
  access: 'agreements:sign',
  params: idParams('agreementVersion'),
  body: z.strictObject({
    last_day: z.iso.date().openapi({ description: 'Last day of the agreement; not in the past.' }),
  }),
  repeatable: true,
  answer: { status: 200, about: 'The version.', body: AgreementVersionSchema },
  problems: ['not_found', 'conflict'],
});

export const listAgreementActs = operation({
  id: 'listAgreementActs',
  method: 'get',
  path: '/v1/agreements/{id}/acts',
  tag,
  summary: 'What the parties did with a version, in order',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: {
    status: 200,
    about: 'All acts.',
    body: z.object({
      data: z.array(
        z.object({
          id: idOf('agreementAct'),
          kind: z.enum(['drafted', 'proposed', 'countered', 'signed', 'withdrawn', 'terminated']),
          party_id: idOf('organisation'),
          answers_id: idOf('agreementVersion').nullable(),
          key: z.string().nullable(),
          last_day: z.iso.date().nullable(),
          at: instant,
        }),
      ),
    }),
  },
  problems: ['not_found'],
});

export const getAgreementCalendar = operation({
  id: 'getAgreementCalendar',
  method: 'get',
  path: '/v1/agreement-calendar',
  tag,
  summary: 'Which version is in force on a day with a partner, when others are, and on which days none is',
  access: 'agreements:read',
  query: z.strictObject({
    partner_id: idOf('organisation'),
    on: z.iso.date().optional().openapi({ description: 'Today when absent.' }),
  }),
  answer: {
    status: 200,
    about: 'The calendar.',
    body: z.object({
      on: z.iso.date(),
      in_force: idOf('agreementVersion').nullable(),
      spans: z.array(days.extend({ version_id: idOf('agreementVersion') })).openapi({ description: 'By first day.' }),
      gaps: z.array(days).openapi({ description: 'Days between versions without one.' }),
    }),
  },
  problems: ['not_found'],
});

export const PartyKeySchema = z
  .object({
    id: idOf('partyKey'),
    party_id: idOf('organisation'),
    party: z.string().openapi({ description: 'Code of the party.' }),
    key: z.string().openapi({ description: 'Short name of the key, to be read out on a telephone.' }),
    name: z.string(),
    public_pem: z.string(),
    synthetic: z.boolean().openapi({ description: 'Made by the server to sign an example.' }),
    registered_at: instant,
    revoked_at: instant.nullable(),
  })
  .openapi('PartyKey');

export const listPartyKeys = operation({
  id: 'listPartyKeys',
  method: 'get',
  path: '/v1/party-keys',
  tag,
  summary: 'Public keys with which you and your partners sign agreements',
  access: 'agreements:read',
  answer: {
    status: 200,
    about: 'All, oldest first, revoked ones too.',
    body: z.object({ data: z.array(PartyKeySchema) }),
  },
});

export const registerPartyKey = operation({
  id: 'registerPartyKey',
  method: 'post',
  path: '/v1/party-keys',
  tag,
  summary: 'Register a public key with which your organisation signs',
  description: 'The file PARTY.public.pem that "interline agreement keygen" writes. Never send the private one.',
  access: 'agreements:sign',
  body: z.strictObject({ name: plainText(100), public_pem: z.string().min(1).max(2000) }),
  repeatable: true,
  answer: { status: 201, about: 'The key.', body: PartyKeySchema },
  problems: ['forbidden', 'conflict'],
});

export const revokePartyKey = operation({
  id: 'revokePartyKey',
  method: 'delete',
  path: '/v1/party-keys/{id}',
  tag,
  summary: 'Revoke a public key: nothing more can be signed with it; what was signed stays signed',
  access: 'agreements:sign',
  params: idParams('partyKey'),
  answer: { status: 204, about: 'The key is revoked.' },
  problems: ['not_found'],
});
