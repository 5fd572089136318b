import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openingOf, slugOf } from '../../src/publish/marker.ts';

const markerOf = (name: string) => openingOf(slugOf(name));

test('a name of the plain kind stands as it is', () => {
  expect(markerOf('default')).toBe('<!-- model-gate:v1 name=default -->');
  expect(markerOf('a'.repeat(40))).toContain(`name=${'a'.repeat(40)} `);
});

test('names that lose something get a hash of their own', () => {
  // The hashes are the beginnings of what `printf … | sha256sum` prints.
  expect(markerOf('Tumour: α')).toBe('<!-- model-gate:v1 name=tumour-2a6d410d -->');
  expect(markerOf('α')).toBe('<!-- model-gate:v1 name=3e32da96 -->');
  expect(markerOf(`${'a'.repeat(30)} ${'b'.repeat(9)}!`)).toMatch(/name=a{30}-[0-9a-f]{8} /);
  const markers = ['Tumour', 'tumour', 'Tumour: α', 'tumour--', '-tumour', 'α', 'β', 'a'.repeat(41), 'a'.repeat(42)];
  expect(new Set(markers.map(markerOf)).size).toBe(markers.length);
});

test('no name leaves the alphabet or the length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '-', '1', ' ', '>', 'É'), maxLength: 60 }), (name) => {
      expect(markerOf(name)).toMatch(/^<!-- model-gate:v1 name=[a-z0-9-]{1,40} -->$/);
      expect(markerOf(name)).not.toMatch(/name=.*--.*-->/);
    }),
  );
});
