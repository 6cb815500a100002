import type { Action } from './vocabulary.js';

/**
 * Events of EPCIS 2.0 in its JSON-LD binding (EPCIS 2.0.1, sections 7.4 and 10). Vocabulary fields hold a bare word of
 * the Core Business Vocabulary or an address of one's own; extensions are keys with a declared prefix.
 */
export type EpcisEvent = ObjectEvent | AggregationEvent | AssociationEvent | TransactionEvent | TransformationEvent;

/** A field with a prefix, such as `interline:manifest`. */
export type Extensions = { readonly [key: `${string}:${string}`]: unknown };

export interface EventBase extends Extensions {
  /** When it happened: ISO 8601 with seconds and zone. */
  readonly eventTime: string;
  /** Local time's distance from UTC where it happened, such as `+05:30`. */
  readonly eventTimeZoneOffset: string;
  readonly eventID?: string;
  /** When a system that was asked received it; set by the answering system. */
  readonly recordTime?: string;
  readonly certificationInfo?: string | readonly string[];
  readonly errorDeclaration?: ErrorDeclaration;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: Location;
  readonly bizLocation?: Location;
  readonly bizTransactionList?: readonly BizTransaction[];
  readonly sourceList?: readonly Source[];
  readonly destinationList?: readonly Destination[];
  readonly sensorElementList?: readonly SensorElement[];
}

/** Something happened to things by themselves. */
export interface ObjectEvent extends EventBase {
  readonly type: 'ObjectEvent';
  readonly action: Action;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly persistentDisposition?: PersistentDisposition;
  /** Instance or lot master data; only with action ADD. */
  readonly ilmd?: Extensions;
}

/** Things were put into, taken out of or seen in something for a while. */
export interface AggregationEvent extends EventBase {
  readonly type: 'AggregationEvent';
  readonly action: Action;
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
}

/** Things were fixed to something for good, such as a tracker to a cage. */
export interface AssociationEvent extends EventBase {
  readonly type: 'AssociationEvent';
  readonly action: Action;
  readonly parentID: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
}

/** Things were tied to a business document. */
export interface TransactionEvent extends EventBase {
  readonly type: 'TransactionEvent';
  readonly action: Action;
  readonly bizTransactionList: readonly BizTransaction[];
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
}

/** Things were used up to make others. */
export interface TransformationEvent extends EventBase {
  readonly type: 'TransformationEvent';
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly Quantity[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly Quantity[];
  readonly transformationID?: string;
  readonly persistentDisposition?: PersistentDisposition;
  readonly ilmd?: Extensions;
}

export interface Location extends Extensions {
  readonly id: string;
}

export interface Quantity {
  readonly epcClass: string;
  readonly quantity?: number;
  /** UN/ECE Recommendation 20 code, such as `KGM`. */
  readonly uom?: string;
}

export interface BizTransaction {
  readonly type?: string;
  readonly bizTransaction: string;
}

export interface Source {
  readonly type: string;
  readonly source: string;
}

export interface Destination {
  readonly type: string;
  readonly destination: string;
}

export interface PersistentDisposition {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

export interface ErrorDeclaration extends Extensions {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
}

export interface SensorElement extends Extensions {
  readonly sensorMetadata?: SensorMetadata;
  readonly sensorReport: readonly SensorReport[];
}

export interface SensorMetadata extends Extensions {
  readonly time?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
}

export interface SensorReport extends Extensions {
  /** What is measured, such as `Temperature` or `Mass`. */
  readonly type: string;
  readonly exception?: string;
  readonly deviceID?: string;
  readonly time?: string;
  readonly value?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly meanValue?: number;
  readonly component?: string;
  readonly stringValue?: string;
  readonly booleanValue?: boolean;
  readonly uriValue?: string;
  /** UN/ECE Recommendation 20 code. */
  readonly uom?: string;
}

/** A document that is captured (EPCIS 2.0.1, section 10.2). */
export interface EpcisDocument {
  readonly '@context': ReadonlyArray<string | Readonly<Record<string, string>>>;
  readonly type: 'EPCISDocument';
  readonly schemaVersion: '2.0';
  readonly creationDate: string;
  readonly epcisBody: { readonly eventList: readonly EpcisEvent[] };
}

/** The answer to a query (EPCIS 2.0.1, section 12). */
export interface EpcisQueryDocument {
  readonly '@context': EpcisDocument['@context'];
  readonly type: 'EPCISQueryDocument';
  readonly schemaVersion: '2.0';
  readonly creationDate: string;
  readonly epcisBody: {
    readonly queryResults: {
      readonly queryName: string;
      readonly subscriptionID?: string;
      readonly resultsBody: { readonly eventList: readonly EpcisEvent[] };
    };
  };
}
