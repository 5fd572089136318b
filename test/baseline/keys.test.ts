import { describe, expect, it } from 'vitest';
import { hashIds, secretCheck } from '../../src/baseline/keys.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('hashIds', () => {
  it('is the front of HMAC-SHA-256 (RFC 4231, test cases 1 and 2)', () => {
    expect(hashIds(['Hi There'], new Uint8Array(20).fill(0x0b))[0]).toBe(0xb0344c61d8db3853n);
    expect(hashIds(['what do ya want for nothing?'], bytes('Jefe'))[0]).toBe(0x5bdcc146bf60754en);
  });

  it('keeps the order of the ids, and takes them as they are', () => {
    const key = new Uint8Array(32).fill(1);
    const [a, b, empty, accent, decomposed] = hashIds(['a', 'b', '', 'é', 'e\u0301'], key);
    expect(hashIds(['b', 'a'], key)).toEqual(new BigUint64Array([b!, a!]));
    expect(new Set([a, b, empty, accent, decomposed]).size).toBe(5);
  });
});

describe('secretCheck', () => {
  it('tells keys apart and is no hash of an id', () => {
    const check = secretCheck(bytes('correct horse'));
    expect(check).toMatch(/^[0-9a-f]{16}$/);
    expect(secretCheck(bytes('correct horse'))).toBe(check);
    expect(secretCheck(bytes('correct horsf'))).not.toBe(check);
  });
});

describe('suiteSlug', () => {
  it('is readable and harmless', () => {
    // printf '%s' 'Tumour: age ≥ 80' | sha256sum
    expect(suiteSlug('Tumour: age ≥ 80')).toBe('tumour-age-80-dddce6561149');
    for (const name of ['../../etc', '', '.git', '-rf', 'CON', 'a/b\\c', '\u0000', '日本', 'x'.repeat(1000)]) {
      expect(suiteSlug(name)).toMatch(/^[a-z0-9][a-z0-9-]{0,39}-[0-9a-f]{12}$/);
    }
  });

  it('keeps apart what looks the same', () => {
    const names = ['a b', 'a-b', 'A B', 'a/b', ' a b', '日本', '中国'];
    expect(new Set(names.map(suiteSlug)).size).toBe(names.length);
  });
});
