/** Words of the drawing of India, which several pages use. */
export const MAP = {
  'map.keys': 'Arrow keys move the map, plus and minus zoom, 0 shows everything, Enter picks what is in the middle.',
  'map.zoomIn': 'Nearer',
  'map.zoomOut': 'Further',
  'map.fit': 'Show everything',
  'map.divider': 'Divider between {left} and {right}',
} as const;
