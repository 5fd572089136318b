import type { Draft } from './draft.ts';
import type { Report } from './place.ts';
import type { PolicyInput } from './schema.ts';

/** Reports the keys that the policy knows and this version does not act on: they would be promises that nobody keeps. */
export function checkSupport(policy: Draft<PolicyInput>, report: Report): void {
  const refuse: Report = (path, remedy) => report(path, `not supported by this version yet; ${remedy}`);
  if (Object.keys(policy.exports ?? {}).length > 0) refuse(['exports'], 'remove it');
}
