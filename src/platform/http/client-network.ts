import { isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const GROUPS = 8;
/** A household or a phone has 2^64 addresses of its own and uses a new one as often as it likes. */
const GROUPS_OF_A_NETWORK = 4;

/**
 * What stands for a client in limits and risk rules: an IPv4 address as it is, of an IPv6 address the network (`2001:db8:0:1::/64`).
 * Anything else is returned as it came, so that it still counts as somebody.
 */
export function networkOf(address: string): string {
  const plain = MAPPED.exec(address)?.[1] ?? address.replace(/%.*$/, '');
  // A browser on this machine takes either way to it.
  if (plain === '::1') return '127.0.0.1';
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [head = '', tail = ''] = plain.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => '0');
  const groups = plain.includes('::') ? [...before, ...zeros, ...after] : before;
  const network = groups.slice(0, GROUPS_OF_A_NETWORK).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
