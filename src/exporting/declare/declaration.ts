/**
 * What somebody declares of a parcel that goes abroad by post: as it is filled in, so everything may still be absent. Money is in minor
 * units of its currency, weights in grams, lengths in millimetres, rates of tax in basis points (1800 is 18 %). Days are YYYY-MM-DD.
 */
export interface Declaration {
  /** The sender's own name for it: an order. */
  readonly reference?: string | undefined;
  /** `personal`: without an importer-exporter code, at the counter. */
  readonly sender?: 'personal' | 'business' | undefined;
  /** Where a business files its postal bill: in a portal, or on paper at a foreign post office. */
  readonly channel?: 'electronic' | 'paper' | undefined;
  /** Sold through a website or market place. */
  readonly isEcommerce?: boolean | undefined;
  /** Id of a service of the tables. */
  readonly service?: string | undefined;
  /** PIN of the post office that takes the parcel in. */
  readonly bookingPin?: string | undefined;
  /** Id of a foreign post office of the tables. */
  readonly foreignPostOffice?: string | undefined;
  /** Item identifier (UPU S10) that the parcel bears already; otherwise one is given when it is filed. */
  readonly item?: string | undefined;
  readonly exporter?: Exporter | undefined;
  readonly agent?: Agent | undefined;
  readonly addressee?: Addressee | undefined;
  readonly goods?: readonly GoodsLine[] | undefined;
  readonly category?: Category | undefined;
  /** Of category `other`: what it is. */
  readonly categoryNote?: string | undefined;
  readonly grossWeightG?: number | undefined;
  readonly lengthMm?: number | undefined;
  readonly widthMm?: number | undefined;
  readonly heightMm?: number | undefined;
  /** Of all values of goods, ISO 4217. One parcel has one, as its total has. */
  readonly currency?: string | undefined;
  /** As the sender counted it; must be what the lines add up to. */
  readonly totalValueMinor?: number | undefined;
  /** As the sender was told, in paise; the tariff decides when absent. */
  readonly postalChargesMinor?: number | undefined;
  readonly invoice?: Invoice | undefined;
  readonly ecommerce?: Ecommerce | undefined;
  readonly tax?: Tax | undefined;
  readonly claims?: Claims | undefined;
  readonly comments?: string | undefined;
  readonly licences?: readonly string[] | undefined;
  readonly certificates?: readonly string[] | undefined;
}

/** What CN 22 and CN 23 call the category of an item. */
export const CATEGORIES = ['gift', 'documents', 'sample', 'returned_goods', 'sale', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

/** In what the forms count goods. */
export const UNITS = ['pcs', 'pairs', 'kg', 'l', 'm'] as const;
export type Unit = (typeof UNITS)[number];

/** Who sends, with what customs know them by. */
export interface Exporter {
  readonly name?: string | undefined;
  readonly business?: string | undefined;
  readonly address?: string | undefined;
  readonly city?: string | undefined;
  readonly stateCode?: string | undefined; // two digits, as in a GSTIN
  readonly pin?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly iec?: string | undefined;
  readonly gstin?: string | undefined;
  readonly adCode?: string | undefined;
  readonly customsReference?: string | undefined;
}

/** A customs broker who files for the exporter. */
export interface Agent {
  readonly name?: string | undefined;
  readonly licence?: string | undefined;
  readonly address?: string | undefined;
}

export interface Addressee {
  readonly name?: string | undefined;
  readonly business?: string | undefined;
  readonly address?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly country?: string | undefined; // ISO 3166-1 alpha-2
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** Tax, VAT or importer code. */
  readonly importerReference?: string | undefined;
}

/** One kind of goods in the parcel. */
export interface GoodsLine {
  readonly description?: string | undefined;
  readonly quantity?: number | undefined; // up to three decimals of kg, l and m
  readonly unit?: Unit | undefined;
  readonly netWeightG?: number | undefined; // of all of it
  readonly valueMinor?: number | undefined; // of all of it, free on board
  readonly hs?: string | undefined; // digits; six of the Harmonised System, eight of India's tariff
  readonly origin?: string | undefined; // ISO 3166-1 alpha-2
  readonly sku?: string | undefined;
  readonly taxInvoice?: TaxInvoice | undefined;
  readonly exportDutyBp?: number | undefined;
  readonly cessBp?: number | undefined;
  readonly igstBp?: number | undefined;
  readonly compensationCessBp?: number | undefined;
  /** Serial number of the drawback schedule, where drawback is claimed. */
  readonly drawbackSerial?: string | undefined;
  readonly rodtep?: boolean | undefined;
  readonly rosctl?: boolean | undefined;
}

/** Where goods stand in an invoice under the goods and services tax. */
export interface TaxInvoice {
  readonly number?: string | undefined;
  readonly date?: string | undefined;
  readonly serial?: number | undefined; // of the line in it
  readonly hsn?: string | undefined; // as it names the goods
  readonly valuePaise?: number | undefined; // taxable value
}

export interface Invoice {
  readonly number?: string | undefined;
  readonly date?: string | undefined;
}

/** What a postal bill of e-commerce adds, besides the SKU of each line. */
export interface Ecommerce {
  readonly operatorGstin?: string | undefined;
  readonly website?: string | undefined;
  readonly paymentId?: string | undefined;
}

/** Zero-rating under section 16 of the IGST Act: an undertaking or bond, or tax paid; or goods that are exempt. */
export interface Tax {
  readonly choice?: 'lut' | 'igst' | 'exempt' | undefined;
  readonly lut?: string | undefined;
  readonly lutDate?: string | undefined;
}

/** Whether anything is claimed under a scheme: declarations 1a and 1b of a postal bill. */
export interface Claims {
  readonly drawback?: boolean | undefined;
  readonly rodtep?: boolean | undefined;
  readonly rosctl?: boolean | undefined;
}
