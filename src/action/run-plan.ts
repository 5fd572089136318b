import { UsageError } from '../errors.ts';
import type { Context, EndedRun } from '../runner/context.ts';
import type { Inputs } from '../runner/inputs.ts';

/** What a run does. */
export interface RunPlan {
  /** `publish`: it judges what another run evaluated, for the pull requests of that run. `nothing`: there is nothing to judge. */
  readonly task: 'gate' | 'publish' | 'nothing';
  /** `accepted`: a record is stored unless the verdict is fail; `always`: whatever the verdict is. */
  readonly records: 'never' | 'accepted' | 'always';
  /** Whether this run may comment; `reader`: it is about a pull request, but its token may only read. */
  readonly comment: 'writer' | 'reader' | 'none';
  /** What was decided and why, for the log. */
  readonly why: string;
}

/** Events that run what is on a branch, and not what somebody proposes for it. A schedule runs on the default branch alone. */
const BRANCH_EVENTS = ['push', 'workflow_dispatch'];

/** How a run ends that evaluated nothing: it was stopped, or waits for somebody's approval. */
const WITHOUT_RESULTS = ['cancelled', 'skipped', 'action_required', 'stale'];

/** Whether a run is about the default branch as it is. */
export function isDefaultBranch({ eventName, ref, defaultBranch }: Context): boolean {
  return eventName === 'schedule' || (BRANCH_EVENTS.includes(eventName) && ref === `refs/heads/${defaultBranch}`);
}

/**
 * Decides what a run does. Only runs of the default branch leave a record for others to be compared with. Throws UsageError for a mode that
 * does not go with the event.
 */
export function planRun(mode: Inputs['mode'], context: Context): RunPlan {
  const { eventName, ref, defaultBranch } = context;
  if (eventName === 'workflow_run') return planPublishing(mode, context);
  if (mode === 'publish') {
    const message =
      'It needs a workflow of its own, on `workflow_run`, that starts when the one that evaluates has ended. In this one use `mode: auto`.';
    throw new UsageError([{ where: 'input mode: publish', message }]);
  }
  const comment = commentOf(context);
  const judged = { task: 'gate', comment } as const;
  const isDefault = isDefaultBranch(context);
  const place = isDefault ? `${eventName} on the default branch` : `${eventName} on ${ref}`;
  const quiet = comment === 'reader' ? ' Its token may only read, so it does not comment.' : '';
  if (mode === 'gate') {
    return { ...judged, records: 'never', why: `mode gate: ${place} is judged, nothing is recorded.${quiet}` };
  }
  if (!isDefault) {
    const why = `${place} is judged; only runs of the default branch (${defaultBranch}) are recorded.${quiet}`;
    return { ...judged, records: 'never', why: mode === 'record' ? `mode record: ${why}` : why };
  }
  if (mode === 'record') {
    return { ...judged, records: 'always', why: `mode record: ${place} is recorded whatever its verdict.` };
  }
  return { ...judged, records: 'accepted', why: `${place} is judged, and recorded unless it fails.` };
}

/** GitHub gives runs for forks and for Dependabot a token that may only read. */
function commentOf({ pull, actor }: Pick<Context, 'pull' | 'actor'>): RunPlan['comment'] {
  if (!pull) return 'none';
  return pull.fork || actor === 'dependabot[bot]' ? 'reader' : 'writer';
}

function planPublishing(mode: Inputs['mode'], { endedRun, repositoryId }: Context): RunPlan {
  const where = 'on: workflow_run';
  if (mode === 'gate' || mode === 'record') {
    const message = `\`mode: ${mode}\` would trust a workspace here, with rights that a change must not reach. Use \`mode: publish\`.`;
    throw new UsageError([{ where, message }]);
  }
  if (endedRun === null || endedRun.repositoryId !== repositoryId) {
    const message = 'The payload names no run of this repository, so there is nothing that may be judged.';
    throw new UsageError([{ where, message }]);
  }
  const nothing = reasonForNothing(endedRun);
  const plan = { records: 'never', comment: nothing === null ? 'writer' : 'none' } as const;
  if (nothing !== null) return { ...plan, task: 'nothing', why: `Nothing is judged: run ${endedRun.id} ${nothing}.` };
  const why = `workflow_run: what run ${endedRun.id} evaluated at ${endedRun.headSha} is judged by the policy of its pull request's base; nothing is recorded.`;
  return { ...plan, task: 'publish', why };
}

/** As what follows “the run”; null when there is something to judge. */
function reasonForNothing({ event, conclusion }: EndedRun): string | null {
  if (event !== 'pull_request') return `was started by ${event}, and no pull request waits for its verdict`;
  if (conclusion !== null && WITHOUT_RESULTS.includes(conclusion)) return `ended as ${conclusion}, without results`;
  return null;
}
