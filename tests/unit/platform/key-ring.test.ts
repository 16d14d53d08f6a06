import fc from 'fast-check';
import { createKeyRing, deriveLookupKey } from '../../../src/platform/security/encryption';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

describe('the key ring', () => {
  it('reads what it wrote, whatever the text', () => {
    const ring = createKeyRing(`k1:${key(1)}`);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => ring.decrypt(ring.encrypt(text)) === text));
  });

  it('never writes the same text twice in the same way', () => {
    const ring = createKeyRing(`k1:${key(1)}`);
    expect(ring.encrypt('13800000000')).not.toBe(ring.encrypt('13800000000'));
  });

  it('writes under the newest key and still reads what older ones wrote', () => {
    const before = createKeyRing(`k1:${key(1)}`);
    const after = createKeyRing(`k2:${key(2)},k1:${key(1)}`);
    expect(after.decrypt(before.encrypt('张三'))).toBe('张三');
    expect(after.encrypt('张三').startsWith('k2.')).toBe(true);
  });

  it('renews what is under an older key, and only that', () => {
    const before = createKeyRing(`k1:${key(1)}`);
    const after = createKeyRing(`k2:${key(2)},k1:${key(1)}`);
    const renewed = after.renew(before.encrypt('张三'));
    expect(createKeyRing(`k2:${key(2)}`).decrypt(renewed)).toBe('张三');
    expect(after.renew(renewed)).toBe(renewed);
    expect(() => createKeyRing(`k3:${key(3)}`).renew(renewed)).toThrow();
  });

  it('derives the lookup key of an older shop from its oldest key', () => {
    expect(deriveLookupKey(`k2:${key(2)},k1:${key(1)}`)).toEqual(deriveLookupKey(`k1:${key(1)}`));
    expect(deriveLookupKey(`k2:${key(2)}`)).not.toEqual(deriveLookupKey(`k1:${key(1)}`));
  });

  it('refuses a text of which one character was changed, cut or taken under an unknown key', () => {
    const ring = createKeyRing(`k1:${key(1)}`);
    const sealed = ring.encrypt('13800000000');
    const bytes = Buffer.from(sealed.slice(3), 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => ring.decrypt(`k1.${changed.toString('base64')}`)).toThrow();
    }
    for (const wrong of ['', 'k1.', 'k1.AAAA', sealed.slice(0, -8), sealed.replace('k1.', 'k9.'), '__proto__.AAAA']) {
      expect(() => ring.decrypt(wrong)).toThrow();
    }
  });

  it('refuses keys that are not 32 bytes', () => {
    for (const keys of ['', 'k1:', 'k1:AAAA', `k1:${key(1)},k2:short`]) expect(() => createKeyRing(keys)).toThrow();
  });
});
