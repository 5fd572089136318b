import type { BaselinePolicy, Policy } from '../model/policy.ts';
import { type Change, keptChange, numberChange, otherChange } from './diff-change.ts';

/** What a change does to the sections `baseline` and `privacy`. */
export function diffBaseline(base: Policy, head: Policy): readonly Change[] {
  const [from, to] = [base.baseline, head.baseline];
  return [
    ...storeChange(from.store, to.store),
    ...keptChange('`anchor`', from.anchor, to.anchor),
    ...numberChange('`max-age-days`', from.maxAgeDays, to.maxAgeDays, 'lower'),
    ...numberChange('`max-commits`', from.maxCommits, to.maxCommits, 'lower'),
    ...otherChange('`branch` of the baseline', from.branch, to.branch),
    ...otherChange('`path` of the baseline', from.path, to.path),
    ...otherChange('`compare-with`', from.compareWith, to.compareWith),
    ...otherChange('`id-key-env`', base.idKeyEnv, head.idKeyEnv),
  ];
}

/** Without a store nothing is compared with anything. */
function storeChange(from: BaselinePolicy['store'], to: BaselinePolicy['store']): readonly Change[] {
  if (from === to || (from !== 'none' && to !== 'none')) return otherChange('`store`', from, to);
  const kind = to === 'none' ? 'relaxes' : 'tightens';
  return [{ kind, text: `${kind} \`store\`: ${from ?? 'the default'} → ${to ?? 'the default'}` }];
}
