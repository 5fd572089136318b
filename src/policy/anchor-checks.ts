import type { Draft } from './draft.ts';
import type { Report } from './place.ts';
import type { PolicyInput } from './schema.ts';

/** Reports gates on an anchor that is not named, and gates that have nothing to hold against it. */
export function checkAnchor({ baseline = {}, suites = [] }: Draft<PolicyInput>, report: Report): void {
  suites.forEach((suite, s) => {
    suite?.gates?.forEach((gate, g) => {
      if (gate?.baseline === undefined) return;
      const path = ['suites', s, 'gates', g, 'baseline'];
      if (!('anchor' in baseline)) {
        report(path, 'the policy names no anchor; write `anchor: v1.4.0` (a tag, branch or commit) under baseline');
      }
    });
  });
}
