import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { EMSEVT, emsevtShape, type Emsevt } from './emsevt.js';
import { readInterchange, writeInterchange, type Interchange, type Message } from './interchange.js';
import { itmattShape, type Itmatt } from './itmatt.js';
import { ITMATT } from './itmatt-message.js';
import type { MessageKind } from './message-kind.js';
import { PREDES, predesShape, type Predes } from './predes.js';
import { readShape } from './shapes.js';
import { carditShape, resdesShape, resditShape, type Cardit, type Resdes, type Resdit } from './transport.js';

/** Documents that posts and carriers send each other ahead of and about the mail. */
export type PostalDocument = Emsevt | Itmatt | Predes | Resdes | Cardit | Resdit;

/** Those of them that are written and read as EDIFACT, too. */
export type EdifactDocument = Emsevt | Itmatt | Predes;

const SHAPES = {
  EMSEVT: emsevtShape,
  ITMATT: itmattShape,
  PREDES: predesShape,
  RESDES: resdesShape,
  CARDIT: carditShape,
  RESDIT: resditShape,
} as const;

/** Who sends a file to whom, and when. */
export type Envelope = Omit<Interchange, 'messages'>;

const envelopeShape: z.ZodType<Envelope> = z.strictObject({
  sender: z.string().regex(/^[A-Za-z0-9]{1,35}$/),
  recipient: z.string().regex(/^[A-Za-z0-9]{1,35}$/),
  preparedAt: z.string().regex(/^20\d\d-\d\d-\d\dT\d\d:\d\dZ$/),
  reference: z.string().regex(/^[A-Za-z0-9]{1,14}$/),
  isTest: z.boolean(),
});

/** What a file of postal messages says. */
export interface PostalFile {
  readonly envelope: Envelope;
  readonly documents: readonly EdifactDocument[];
  /** Segments that say nothing to us, by message and tag: `E1: TSR+27`. A sender may rely on them. */
  readonly ignored: readonly string[];
}

/** Reads any of the six documents as JSON; refused with every field at fault, up to ten. */
export function readPostalDocument(document: unknown): Parsed<PostalDocument> {
  const message: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, 'message') : undefined;
  const names = Object.keys(SHAPES);
  if (typeof message !== 'string' || !Object.hasOwn(SHAPES, message)) {
    return refused('message: is none of the postal messages', names.join(', '));
  }
  return readShape<PostalDocument>(SHAPES[message as keyof typeof SHAPES], document);
}

/** A file of messages as EDIFACT text, in the order of the documents. */
export function writePostalFile(envelope: Envelope, documents: readonly EdifactDocument[]): string {
  const told = readShape(envelopeShape, envelope);
  assert(told.status === 'valid', told.status === 'refused' ? told.refusal.message : '');
  return writeInterchange({ ...envelope, messages: documents.map(messageOf) });
}

/** Reads a file of messages; refused with the message at fault and why. */
export function readPostalFile(text: string): Parsed<PostalFile> {
  const interchange = readInterchange(text);
  if (interchange.status === 'refused') return interchange;
  const { messages, ...envelope } = interchange.value;
  const documents: EdifactDocument[] = [];
  const ignored: string[] = [];
  for (const message of messages) {
    const read = documentOf(message);
    if (read.status === 'refused') return refused(`message ${message.reference}: ${read.refusal.message}`);
    documents.push(read.value.document);
    ignored.push(...read.value.ignored.map((name) => `${message.reference}: ${name}`));
  }
  return valid({ envelope, documents, ignored });
}

function messageOf(document: EdifactDocument): Message {
  if (document.message === 'EMSEVT') return written(EMSEVT, document);
  return document.message === 'ITMATT' ? written(ITMATT, document) : written(PREDES, document);
}

function written<Document extends { readonly reference: string }>(
  kind: MessageKind<Document>,
  document: Document,
): Message {
  const { type, version, release, write } = kind;
  return { reference: document.reference, type, version, release, segments: write(document) };
}

function documentOf(
  message: Message,
): Parsed<{ readonly document: EdifactDocument; readonly ignored: readonly string[] }> {
  switch (message.type) {
    case 'EMSEVT':
      return readMessage<Emsevt>(EMSEVT, message);
    case 'ITMATT':
      return readMessage<Itmatt>(ITMATT, message);
    case 'PREDES':
      return readMessage<Predes>(PREDES, message);
    default:
      return refused(`${message.type} is not read`, 'EMSEVT, ITMATT, PREDES');
  }
}

function readMessage<Document extends EdifactDocument>(
  kind: MessageKind<Document>,
  { reference, version, segments }: Message,
): Parsed<{ readonly document: Document; readonly ignored: readonly string[] }> {
  if (version !== kind.version)
    return refused(`${kind.type} of version ${version} is not read`, `version ${kind.version}`);
  const { document, faults, ignored } = kind.read(segments);
  if (faults.length > 0) return refused(faults.join('; '));
  const read = readShape(kind.shape, { message: kind.type, reference, ...document });
  return read.status === 'refused' ? read : valid({ document: read.value, ignored });
}
