import { signVersion } from '../../agreement/agreement-signature.js';
import { makeKeyPair } from '../../base/signing.js';
import type { z } from '@hono/zod-openapi';
import type { AgreementVersionSchema } from '../../wire/agreements/agreements.js';
import type { Client } from '../../wire/http/client.js';
import type { ServerForTest } from '../server-for-test.js';

export type VersionForTest = z.infer<typeof AgreementVersionSchema>;

/** For tests: a party that can sign, with a key of its own that is registered. */
export interface Signer {
  readonly client: Client;
  readonly code: string;
  readonly privatePem: string;
  readonly publicPem: string;
  readonly keyId: string; // pky_...
}

/** For tests: registers a new key of the party whose client it is. */
export async function signerOf(client: Client): Promise<Signer> {
  const code = (await client.getSession()).body.organisation.code ?? '';
  const { privatePem, publicPem } = makeKeyPair();
  const { body } = await client.registerPartyKey({ body: { name: 'test', public_pem: publicPem } });
  return { client, code, privatePem, publicPem, keyId: body.id };
}

/** For tests: what a party would send to sign a version. */
export function signatureOf({ code, privatePem }: Signer, { agreement, version, sha256 }: VersionForTest) {
  const by = { party: code, privatePem, signedAt: '2026-11-23T10:00:00Z' };
  return signVersion({ agreement, version, sha256 }, by);
}

/** For tests: has a party sign a version. */
export async function signAs(signer: Signer, version: VersionForTest): Promise<VersionForTest> {
  const body = signatureOf(signer, version);
  return (await signer.client.signAgreement({ params: { id: version.id }, body })).body;
}

/** For tests: puts a text into force between two carriers, as they would, and returns its version. */
export async function agreeOn(
  made: ServerForTest,
  [proposer, partner]: readonly [string, string],
  text: string = made.agreementText(1),
): Promise<VersionForTest> {
  const [first, second] = [await signerOf(await made.keyOf(proposer)), await signerOf(await made.keyOf(partner))];
  const { id } = (await first.client.draftAgreement({ body: text })).body;
  const version = (await first.client.proposeAgreement({ params: { id } })).body;
  await signAs(first, version);
  return signAs(second, version);
}

/** For tests: the text with the post's feeders open too, without which nothing leads to the office that delivers. */
export function withFeeders(text: string): string {
  return text.replace(/ {2}- \{ on: "(post\w*):delivery"/, '  - { on: "$1:FEEDER-*", kg: 100, type: free_sale }\n$&');
}
