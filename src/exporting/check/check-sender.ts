import { parseAdCode } from '../../standards/ad-code/ad-code.js';
import { parseGstin } from '../../standards/gstin/gstin.js';
import { isSameHolder, parseIec } from '../../standards/iec/importer-exporter-code.js';
import { parsePin } from '../../standards/pin/pin-code.js';
import { parseS10 } from '../../standards/s10/item-identifier.js';
import { s10Service } from '../../standards/s10/service-indicator.js';
import { isEcommerceBill } from '../declare/which-forms.js';
import type { Checking } from './checking.js';

/** Who sends, what customs know them by, and the identifier that the parcel bears. */
export function checkSender(checking: Checking): void {
  const { declaration, sink } = checking;
  const { sender, exporter = {} } = declaration;
  sink.has(sender, ['sender'], 'is needed: personal, or business with an importer-exporter code');
  sink.has(exporter.name, ['exporter', 'name']);
  sink.has(exporter.address, ['exporter', 'address']);
  if (sink.has(exporter.pin, ['exporter', 'pin'])) sink.read(parsePin(exporter.pin), exporter.pin, ['exporter', 'pin']);
  if (
    sink.has(declaration.bookingPin, ['bookingPin'], 'is needed: the PIN of the post office that takes the parcel in')
  ) {
    sink.read(parsePin(declaration.bookingPin), declaration.bookingPin, ['bookingPin']);
  }
  if (sender === 'business') checkBusiness(checking);
  else checkPerson(checking);
  checkAgent(checking);
  checkItem(checking);
}

function checkBusiness(checking: Checking): void {
  const { declaration, sink, tables } = checking;
  const { exporter = {}, foreignPostOffice } = declaration;
  sink.has(declaration.channel, ['channel'], 'is needed: electronic or paper');
  if (sink.has(foreignPostOffice, ['foreignPostOffice'])) {
    const known = tables.foreignPostOffices.some(({ id }) => id === foreignPostOffice);
    if (!known) {
      sink.error('unknown_reference', ['foreignPostOffice'], {
        message: 'is no foreign post office of the tables',
        value: foreignPostOffice,
        allowed: tables.foreignPostOffices.map(({ id }) => id).join(', '),
      });
    }
  }
  const iec = sink.has(exporter.iec, ['exporter', 'iec'])
    ? sink.read(parseIec(exporter.iec), exporter.iec, ['exporter', 'iec'])
    : undefined;
  const gstin = sink.has(exporter.gstin, ['exporter', 'gstin'])
    ? sink.read(parseGstin(exporter.gstin), exporter.gstin, ['exporter', 'gstin'])
    : undefined;
  if (sink.has(exporter.adCode, ['exporter', 'adCode'])) {
    sink.read(parseAdCode(exporter.adCode), exporter.adCode, ['exporter', 'adCode']);
  }
  if (iec !== undefined && gstin !== undefined && isSameHolder(iec, gstin) === false) {
    sink.error('does_not_fit', ['exporter', 'iec'], {
      message: 'is not the PAN that stands in the GSTIN',
      value: exporter.iec,
      allowed: gstin.pan,
    });
  }
  if (sink.has(exporter.stateCode, ['exporter', 'stateCode']) && gstin !== undefined) {
    if (exporter.stateCode !== gstin.stateCode) {
      sink.error('does_not_fit', ['exporter', 'stateCode'], {
        message: 'is not the state of the GSTIN',
        value: exporter.stateCode,
        allowed: gstin.stateCode,
      });
    }
  }
  checkEcommerce(checking);
}

/** Particulars of e-commerce belong to its own postal bills, and only there. */
function checkEcommerce({ declaration, assessment, sink }: Checking): void {
  const { ecommerce, goods = [] } = declaration;
  if (isEcommerceBill(assessment.forms)) {
    if (sink.has(ecommerce?.operatorGstin, ['ecommerce', 'operatorGstin'])) {
      const value = ecommerce?.operatorGstin ?? '';
      sink.read(parseGstin(value), value, ['ecommerce', 'operatorGstin']);
    }
    if (sink.has(ecommerce?.website, ['ecommerce', 'website']) && !isWebAddress(ecommerce?.website ?? '')) {
      const allowed = 'an address such as https://shop.example/lamp';
      const message = 'is no address of a website';
      sink.error('bad_format', ['ecommerce', 'website'], { message, value: ecommerce?.website, allowed });
    }
    sink.has(ecommerce?.paymentId, ['ecommerce', 'paymentId']);
    for (const [index, { sku }] of goods.entries()) sink.has(sku, ['goods', index, 'sku']);
    return;
  }
  const message = 'belongs to a postal bill of e-commerce only';
  const suggestion = 'Leave it out, or say that the goods were sold online (is_ecommerce).';
  for (const [key, value] of Object.entries(ecommerce ?? {})) {
    if (value !== undefined) sink.error('not_allowed_here', ['ecommerce', key], { message, value, suggestion });
  }
  for (const [index, { sku: value }] of goods.entries()) {
    if (value !== undefined) sink.error('not_allowed_here', ['goods', index, 'sku'], { message, value, suggestion });
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^/]+\./.test(text);
}

/** Without an importer-exporter code nothing is sold abroad, and nothing of a postal bill is filled in. */
function checkPerson({ declaration, sink }: Checking): void {
  const { exporter = {}, ecommerce, category } = declaration;
  const message = 'belongs to a postal bill, which a person does not file';
  const suggestion = 'Leave it out, or send as a business.';
  const filled = [
    [['exporter', 'iec'], exporter.iec],
    [['exporter', 'adCode'], exporter.adCode],
    [['channel'], declaration.channel],
    [
      ['ecommerce'],
      ecommerce === undefined ? undefined : Object.values(ecommerce).find((value) => value !== undefined),
    ],
  ] as const;
  for (const [path, value] of filled) {
    if (value !== undefined) sink.error('not_allowed_here', path, { message, value, suggestion });
  }
  if (category === 'sale') {
    sink.error('does_not_fit', ['category'], {
      message: 'goods are sold abroad by a business with an importer-exporter code only',
      value: category,
      allowed: 'gift, documents, sample, returned_goods, other',
      suggestion: 'Send as a business, or choose what it is.',
    });
  }
}

function checkAgent({ declaration: { agent }, sink }: Checking): void {
  if (agent === undefined || Object.values(agent).every((value) => value === undefined)) return;
  sink.has(agent.licence, ['agent', 'licence'], 'is needed of a customs broker');
  sink.has(agent.name, ['agent', 'name'], 'is needed of a customs broker');
  sink.has(agent.address, ['agent', 'address'], 'is needed of a customs broker');
}

/** One identifier for a parcel, Indian, of the kind of its service. */
function checkItem({ declaration, sink, tables }: Checking): void {
  const { item, service } = declaration;
  if (item === undefined) return;
  const path = ['item'];
  if (item.trim().split(/[,;|]/).length > 1) {
    sink.error('many_identifiers', path, { message: 'a parcel has one item identifier', value: item });
    return;
  }
  const s10 = sink.read(parseS10(item), item, path);
  if (s10 === undefined) return;
  if (s10.country !== 'IN') {
    const message = 'was not issued in India';
    sink.error('does_not_fit', path, { message, value: item, allowed: 'an identifier that ends with IN' });
  }
  const indicator = tables.services.find(({ id }) => id === service)?.indicator;
  const [kind, wanted] = [s10Service(s10.service), indicator === undefined ? undefined : s10Service(indicator)];
  if (kind === undefined || kind.kind === 'domestic') {
    sink.error('does_not_fit', path, {
      message: `its service indicator ${s10.service} is not for items that go abroad`,
      value: item,
    });
  } else if (wanted !== undefined && kind.kind !== wanted.kind) {
    const message = `its service indicator ${s10.service} is of ${kind.name}, not of the service`;
    sink.error('does_not_fit', path, { message, value: item, allowed: `one of ${wanted.name}` });
  }
}
