import type { Instant, Mode } from './tables.js';

/** Tables of docks, as Kysely knows them; explained by migration 0012. */
export interface DockTables {
  readonly sscc_series: {
    party_id: string;
    company_prefix: string;
    extension: number;
    next_serial: number;
  };
  readonly containers: {
    id: string;
    party_id: string;
    mode: Mode;
    sscc: string;
    kind: 'bag' | 'cage';
    contents: 'direct' | 'mixed';
    opens_at: string;
    status: 'open' | 'closed' | 'sealed';
    seal: string | null;
    parent_id: string | null;
    manifest_id: string | null;
    created_by: string;
    created_at: Instant;
    last_act_at: Date | null;
    came_from: string | null;
    received_manifest_id: string | null;
    received_at: Date | null;
  };
  readonly yard_receipts: {
    party_id: string;
    mode: Mode;
    manifest_id: string;
    kind: 'piece' | 'container';
    item: string;
    came_in: string | null;
    taken_out: boolean;
    seal: string | null;
    depth: number;
    at: Instant;
  };
  readonly yard_pieces: {
    party_id: string;
    mode: Mode;
    shipment_id: string;
    container_id: string | null;
    manifest_id: string | null;
    weight_g: number;
    goods: number;
    last_act_at: Date | null;
  };
  readonly yard_acts: {
    party_id: string;
    mode: Mode;
    act_id: string;
    kind: string;
    item: string | null;
    of: string | null;
    container_id: string;
    seal: string | null;
    device_at: Instant;
    server_at: Instant;
    actor: string;
    refusals: unknown;
  };
  readonly manifests: {
    id: string;
    mode: Mode;
    giver_id: string;
    receiver_id: string;
    giver: string;
    receiver: string;
    interchange: string;
    giver_place: string;
    receiver_place: string;
    agreement_version_id: string;
    terms: unknown;
    tender_at: Instant;
    departure: string | null;
    planned: unknown;
    piece_count: number;
    container_count: number;
    weight_g: number;
    created_by: string;
    created_at: Instant;
    pre_advised_at: Date | null;
    tendered_at: Date | null;
    first_scan_at: Date | null;
    settle_at: Date | null;
    settled_at: Date | null;
  };
  readonly manifest_items: {
    manifest_id: string;
    kind: 'piece' | 'container';
    item: string;
    mode: Mode;
    giver_id: string;
    receiver_id: string | null;
    tracking_number: string | null;
    weight_g: number | null;
    container: string | null;
    around: string[];
    container_kind: 'bag' | 'cage' | null;
    seal: string | null;
    opens_at: string | null;
    contents: 'direct' | 'mixed' | null;
    status: 'not_tendered' | 'expected' | 'accepted' | 'refused' | 'missing';
  };
  readonly handover_acts: {
    manifest_id: string;
    party_id: string;
    act_id: string;
    mode: Mode;
    giver_id: string;
    receiver_id: string;
    kind: string;
    of: string | null;
    item: string | null;
    present: boolean;
    body: unknown;
    device_at: Instant;
    server_at: Instant;
    actor: string;
    elsewhere: unknown;
  };
  readonly evidence: {
    id: string;
    manifest_id: string;
    mode: Mode;
    giver_id: string;
    receiver_id: string;
    sha256: string;
    content_type: string;
    content: Buffer;
    uploaded_by: string;
    created_at: Instant;
  };
}
