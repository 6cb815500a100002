import type { EXPORT_FAULTS as EN } from '../en/export-faults.js';

/** Words of faults of exports at their fields, for languages that the server does not speak. */
export const EXPORT_FAULTS: Readonly<Record<keyof typeof EN, string>> = {
  'exports.fault.bad_format.goods/hs': 'यह HS कोड नहीं है या सूची में नहीं; अंक देखें या शब्दों से खोजें',
  'exports.fault.bad_format.exporter/iec': 'यह IEC नहीं है: पैन जैसे दस अक्षर',
  'exports.fault.bad_format.exporter/gstin': 'यह GSTIN नहीं है: पंद्रह अक्षर, अंतिम जाँच-अक्षर',
  'exports.fault.bad_format.exporter/ad_code': 'यह AD कोड नहीं है: बैंक शाखा के 14 अंक',
  'exports.fault.bad_format.exporter/pin': 'यह PIN नहीं है: छह अंक',
  'exports.fault.bad_format.booking_pin': 'यह PIN नहीं है: छह अंक',
  'exports.fault.bad_format.addressee/postal_code': 'यह उस देश का पोस्टल कोड नहीं है',
  'exports.fault.bad_format.goods/description': 'यह माल के बारे में कुछ नहीं बताता; क्या है और किसका बना है, लिखें',
  'exports.fault.bad_format.goods/origin': 'यह देश का कोड नहीं है: दो बड़े अक्षर, जैसे IN',
  'exports.fault.bad_format.goods/quantity': 'नग और जोड़े पूरे गिने जाते हैं; बाकी में तीन दशमलव तक',
  'exports.fault.bad_format.item': 'यह S10 पहचान संख्या नहीं है; अक्षर, अंक और जाँच-अंक देखें',
  'exports.fault.bad_format.currency': 'यह मुद्रा का कोड नहीं है: तीन बड़े अक्षर, जैसे USD',
  'exports.fault.does_not_add_up.gross_weight_g': 'केवल माल ही इससे भारी है; कुल वज़न में माल और पैकिंग दोनों हैं',
  'exports.fault.does_not_add_up.total_value_minor': 'पंक्तियों का जोड़ कुछ और है',
  'exports.fault.does_not_fit.exporter/iec': 'यह GSTIN का पैन नहीं है',
  'exports.fault.does_not_fit.exporter/state_code': 'यह GSTIN का राज्य नहीं है',
  'exports.fault.does_not_fit.category': 'विदेश में माल केवल IEC वाला व्यवसाय बेचता है',
  'exports.fault.not_served.addressee/country': 'यह देश तालिकाओं में नहीं है',
  'exports.allowed.upTo': '{amount} तक',
  'exports.allowed.atLeast': 'कम से कम {amount}',
};
