import type { MAP as EN } from '../en/map.js';

export const MAP: Readonly<Record<keyof typeof EN, string>> = {
  'map.keys': 'तीर कुंजियाँ नक्शा सरकाती हैं, जोड़ और घटाव पास-दूर करते हैं, 0 सब कुछ दिखाता है, Enter बीच वाली चीज़ चुनता है।',
  'map.zoomIn': 'पास',
  'map.zoomOut': 'दूर',
  'map.fit': 'सब कुछ दिखाएँ',
  'map.divider': '{left} और {right} के बीच की रेखा',
};
