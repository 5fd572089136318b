import type { Context } from '../runner/context.ts';
import type { Inputs } from '../runner/inputs.ts';

/** What a run does beside judging. */
export interface RunPlan {
  /** `accepted`: a record is stored unless the verdict is fail; `always`: whatever the verdict is. */
  readonly records: 'never' | 'accepted' | 'always';
  /** What was decided and why, for the log. */
  readonly why: string;
}

/** Events that run what is on a branch, and not what somebody proposes for it. A schedule runs on the default branch alone. */
const BRANCH_EVENTS = ['push', 'workflow_dispatch'];

/** Decides what a run does. Only runs of the default branch leave a record for others to be compared with. */
export function planRun(mode: Inputs['mode'], { eventName, ref, defaultBranch }: Context): RunPlan {
  const isDefault =
    eventName === 'schedule' || (BRANCH_EVENTS.includes(eventName) && ref === `refs/heads/${defaultBranch}`);
  const place = isDefault ? `${eventName} on the default branch` : `${eventName} on ${ref}`;
  if (mode === 'gate') return { records: 'never', why: `mode gate: ${place} is judged, nothing is recorded.` };
  if (!isDefault) {
    const why = `${place} is judged; only runs of the default branch (${defaultBranch}) are recorded.`;
    return { records: 'never', why: mode === 'record' ? `mode record: ${why}` : why };
  }
  if (mode === 'record') return { records: 'always', why: `mode record: ${place} is recorded whatever its verdict.` };
  return { records: 'accepted', why: `${place} is judged, and recorded unless it fails.` };
}
