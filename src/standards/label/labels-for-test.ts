import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeSscc } from '../gs1/keys.js';
import type { ContainerLabel, ParcelLabel } from './label-content.js';
import { LABEL_FONT_FILES, openTypesetter, type FontName, type Typesetter } from './typesetter.js';

/** The fonts of labels, opened from the package. */
export function labelTypesetter(): Typesetter {
  const folder = resolve('node_modules/@fontsource/noto-sans-devanagari/files');
  const fonts = Object.entries(LABEL_FONT_FILES).map(([name, file]) => [name, readFileSync(resolve(folder, file))]);
  return openTypesetter(Object.fromEntries(fonts) as Record<FontName, Uint8Array>);
}

export const PLAIN: ParcelLabel = {
  trackingNumber: 'EE123456785IN',
  product: 'Speed Parcel',
  productCode: 'SPP',
  bookedBy: 'Acme Transport',
  deliveredBy: 'National Post',
  from: {
    name: 'Sarita Handlooms',
    lines: ['Plot 14, Industrial Estate', 'Farukhnagar, Haryana'],
    postalCode: '122506',
    phone: '+91 98765 43210',
  },
  to: {
    name: 'R. Krishnamurthy',
    lines: ['12 Residency Road, 3rd Floor', 'Ashok Nagar', 'Bengaluru, Karnataka'],
    postalCode: '560025',
    phone: '+91 91234 56789',
  },
  weightG: 1250,
  dimensionsCm: [30, 22, 12],
  hubs: ['DEL-FN', 'DEL-IX', 'BLR-NSH', '560025'],
  interchange: 'DEL-IX',
  digipin: '4P3-JJT-4K39',
  reference: 'ORD-2026-000123',
  bookedOn: '23 Nov 2026',
  synthetic: true,
};

/** A long address in Devanagari, to be paid on delivery. */
export const HINDI: ParcelLabel = {
  ...PLAIN,
  to: {
    name: 'श्रीमती लक्ष्मीप्रिया विश्वनाथन त्रिवेदी',
    lines: [
      'मकान संख्या ४५/२, द्वितीय तल, राष्ट्रीय राजमार्ग संख्या ४४ के निकट',
      'ज्ञानेश्वर मन्दिर के पीछे, क्षत्रिय कॉलोनी, स्वतन्त्रता सेनानी मार्ग',
      'ग्राम व पोस्ट: श्रीरामपुर, तहसील: हृषीकेश, ज़िला देहरादून, उत्तराखण्ड',
    ],
    postalCode: '249201',
    phone: '+91 91234 56789',
  },
  hubs: ['DEL-FN', 'DEL-IX', 'DDN-NSH', '249201'],
  digipin: 'CP5-MLJ-FT53',
  cashOnDelivery: { minor: 12_345_600, currency: 'INR' },
  goods: ['LITHIUM', 'FRAGILE'],
  piece: { number: 2, of: 3 },
};

export const BAG: ContainerLabel = {
  sscc: makeSscc({ extension: 0, companyPrefix: '8901234', serial: 7 }),
  kind: 'BAG',
  from: { code: 'DEL-IX', name: 'Delhi Interchange', party: 'Acme Transport' },
  to: { code: 'BLR-NSH', name: 'Bengaluru Sorting Hub', party: 'National Post', postalCode: '560026' },
  manifest: 'MAN-2026-11-23-0042',
  departure: 'TRK-204 · 23 Nov 22:30',
  interchange: 'DEL-IX',
  seal: 'IN-884213',
  parcelCount: 31,
  weightG: 28_450,
  synthetic: true,
};
