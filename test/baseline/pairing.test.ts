import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinKeys } from '../../src/baseline/pairing.ts';

const keys = (...values: bigint[]) => new BigUint64Array(values);

describe('joinKeys', () => {
  it('pairs equal keys in the order of the candidate', () => {
    const pairs = joinKeys(keys(9n, 5n, 7n, 2n ** 63n), keys(2n ** 63n, 7n, 1n, 9n));
    expect(pairs).toEqual({ candidate: new Int32Array([0, 2, 3]), baseline: new Int32Array([3, 1, 0]) });
  });

  it('pairs no key that stands twice on one side', () => {
    const none = { candidate: new Int32Array(0), baseline: new Int32Array(0) };
    expect(joinKeys(keys(5n, 5n), keys(5n))).toEqual(none);
    expect(joinKeys(keys(5n), keys(5n, 5n))).toEqual(none);
    expect(joinKeys(keys(), keys(5n))).toEqual(none);
    expect(joinKeys(keys(5n), keys())).toEqual(none);
  });

  it('tells keys apart that share either half', () => {
    const wide = 2n ** 32n;
    expect(joinKeys(keys(1n, wide), keys(wide + 1n, 1n)).candidate).toEqual(new Int32Array([0]));
    // The same place of the table: the high halves differ by a multiple of its size.
    expect(joinKeys(keys(1n), keys(8n * wide + 1n)).candidate).toHaveLength(0);
    expect(joinKeys(keys(wide), keys(wide + 8n)).candidate).toHaveLength(0);
  });

  it('agrees with a look-up of every key', () => {
    const side = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })));
    fc.assert(
      fc.property(side, side, (own, other) => {
        const isSingle = (list: bigint[], key: bigint) => list.indexOf(key) === list.lastIndexOf(key);
        const rows = own.flatMap((key, row) =>
          other.includes(key) && isSingle(own, key) && isSingle(other, key) ? [row] : [],
        );
        expect(joinKeys(keys(...own), keys(...other))).toEqual({
          candidate: new Int32Array(rows),
          baseline: new Int32Array(rows.map((row) => other.indexOf(own[row]!))),
        });
      }),
    );
  });
});
