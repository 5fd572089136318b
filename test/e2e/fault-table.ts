import type { Fault } from '../github-server/faults.ts';
import type { FakeGitHub, SeenRequest } from '../github-server/server.ts';

/** One request of a clean run, so that the same one can be disturbed in another run. */
export interface Step {
  readonly match: Fault['match'];
  /** Requests of the same route before it. */
  readonly after: number;
  readonly title: string;
}

export type Kind = Omit<Fault, 'match' | 'after' | 'times'>;

/** What can happen to a request, by the name that a reader knows it under. */
export const FAULTS: Readonly<Record<string, Kind>> = {
  '403 permission': { status: 403, message: 'Resource not accessible by integration' },
  '403 limit': { status: 403, retryAfter: 1, message: 'You have exceeded a secondary rate limit.' },
  '404': { status: 404, message: 'Not Found' },
  '409': { status: 409, message: 'Conflict' },
  '422': { status: 422, message: 'Validation Failed' },
  '429': { status: 429, retryAfter: 1, message: 'Too many requests' },
  '500': { status: 500 },
  '502': { status: 502 },
  'no answer': { status: 'hang' },
  dropped: { status: 'drop' },
  'answer lost': { status: 'lose' },
};

/** The steps of a run, in order, with the download that follows each address of one. */
export function stepsOf(requests: readonly SeenRequest[]): readonly Step[] {
  const routes = requests.flatMap(({ route }): Fault['match'][] =>
    route === 'GET /actions/artifacts/{artifact_id}/{archive_format}' ? [route, 'GET download'] : [route!],
  );
  return routes.map((match, at) => {
    const after = routes.slice(0, at).filter((other) => other === match).length;
    const again = after === 0 ? '' : ` (${after + 1})`;
    return { match, after, title: `${match}${again}` };
  });
}

/** Lets the fault befall that request of the next run, or it and all later ones of its route. */
export function disturb(server: FakeGitHub, { match, after }: Step, kind: Kind, lasts: boolean): void {
  server.faults.push({ match, after, times: lasts ? Infinity : 1, ...kind });
}

/** Rows by step, columns by fault; a cell is what a passing fault comes to, and what a lasting one does if that differs. */
export function tableOf(
  title: string,
  steps: readonly Step[],
  seen: (step: Step, fault: string, lasts: boolean) => string,
): string {
  const names = Object.keys(FAULTS);
  const cell = (step: Step, fault: string) => [...new Set([seen(step, fault, false), seen(step, fault, true)])];
  return [
    `## ${title}`,
    '',
    `| request | ${names.join(' | ')} |`,
    `|---|${'---|'.repeat(names.length)}`,
    ...steps.map((step, at) => {
      const cells = names.map((fault) => cell(step, fault).join(', then '));
      return `| ${at + 1}. \`${step.title}\` | ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');
}
