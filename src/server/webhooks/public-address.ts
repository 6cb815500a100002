import { BlockList, isIP } from 'node:net';

/** IPv4 addresses that are not of the open internet (IANA special-purpose registry, RFC 6890), with what they are for. */
const PRIVATE_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // behind carriers' translation
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where clouds tell machines their credentials
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** What of 2000::/3 is not of the open internet; everything outside of it is not either. */
const PRIVATE_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // protocols, Teredo among them, which leads to IPv4
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which leads to IPv4
  ['3fff::', 20], // documentation
];

const privateAddresses = new BlockList();
for (const [network, bits] of PRIVATE_IPV4) privateAddresses.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of PRIVATE_IPV6) privateAddresses.addSubnet(network, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/**
 * True for an address of the open internet. IPv4 addresses that are written as IPv6 ones, mapped or translated, are not: nobody needs them,
 * and they would lead around the list.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateAddresses.check(address, 'ipv4');
  return family === 6 && globalUnicast.check(address, 'ipv6') && !privateAddresses.check(address, 'ipv6');
}
