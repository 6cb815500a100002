/** A party's Ed25519 signature of one version of an agreement, as it stands in a file. */
export interface AgreementSignature {
  readonly party: string;
  readonly key: string; // id of the key
  readonly signed_at: string; // RFC 3339
  readonly signature: string; // base64
}

/** What a version of an agreement is known by while it is negotiated. */
export interface AgreementVersion {
  readonly id: string; // SHA-256 of its canonical terms
  readonly agreement: string;
  readonly version: number;
  readonly parties: readonly string[];
  readonly from: string; // YYYY-MM-DD
  readonly until: string;
}

/** Something that a party does with a version. Copies have one id. */
export interface AgreementAct {
  readonly id: string;
  readonly kind: 'drafted' | 'proposed' | 'countered' | 'signed' | 'withdrawn' | 'terminated';
  readonly party: string;
  readonly version: string; // id; of `countered` the new version
  readonly answers?: string | undefined; // of `countered`: the version that it answers
  readonly signature?: AgreementSignature | undefined; // of `signed`
  readonly lastDay?: string | undefined; // of `terminated`: last day of the agreement, YYYY-MM-DD
  readonly atMs: number; // when it reached a server
}

export const VERSION_STATES = [
  'draft',
  'proposed',
  'countered',
  'withdrawn',
  'signed_by_one',
  'signed', // by all, not in force yet
  'in_force',
  'superseded',
  'expired',
  'terminated',
] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** A version as all acts leave it. */
export interface VersionStanding {
  readonly version: AgreementVersion;
  readonly state: VersionState;
  readonly signedBy: readonly string[]; // parties, in order of signing
  readonly signedMs: number | undefined; // by all
  /** First and last day on which it is in force; undefined when it never is. */
  readonly inForce: { readonly from: string; readonly until: string } | undefined;
}

/** An agreement as all acts on its versions leave it on a day. */
export interface AgreementStanding {
  readonly versions: readonly VersionStanding[]; // by first act
  readonly gaps: readonly { readonly from: string; readonly until: string }[]; // days between versions without one
  readonly remarks: readonly { readonly act: string; readonly words: string }[]; // acts that change nothing, and why
}
