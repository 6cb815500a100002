import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './public-address.js';
import { refusalOf } from './post-to-receiver.js';

const PRIVATE = [
  '0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '127.255.255.255',
  '169.254.0.0', '169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.0.1',
  '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1',
  '2001::1', '2001:0:4136:e378::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1',
  'ff02::1', '5f00::1', '4000::1', 'fe80::1%eth0', 'localhost', '', '1.2.3', '1.2.3.4.5',
]; // prettier-ignore

const PUBLIC = [
  '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1', '169.253.255.255',
  '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0',
  '223.255.255.255', '2001:200::1', '2001:4860:4860::8888', '2606:4700:4700::1111', '2a00:1450::1', '3ffe::1',
]; // prettier-ignore

test("addresses of the open internet are told from those of machines and networks of one's own, at every edge", () => {
  assert.deepEqual(PRIVATE.filter(isPublicAddress), []);
  assert.deepEqual(
    PUBLIC.filter((address) => !isPublicAddress(address)),
    [],
  );
});

test('an address is refused by its text where that is enough, however a number is written', () => {
  const refused = ['https://0177.0.0.1/', 'https://127.1/', 'https://0xa9fea9fe/', 'https://①②⑦.0.0.1/', 'https://[fe80::1]:8443/x',
    'https://[::ffff:7f00:1]/', 'ftp://example.com/', 'file:///etc/passwd', 'https://', '']; // prettier-ignore
  assert.deepEqual(
    refused.filter((url) => refusalOf(url, false) === undefined),
    [],
  );
  assert.equal(refusalOf('https://shop.example:8443/hook?token=1', false), undefined);
  assert.equal(refusalOf('http://127.0.0.1:9/', true), undefined);
  assert.equal(refusalOf('https://user@127.0.0.1:9/', true), 'must have no user and password');
});
