import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../github-server/description.ts';
import { labelEvent } from './harness/events.ts';
import { annotationsOf, findingOf, propose, recorded, review, WORSE } from './project.ts';

const LABEL = 'model-gate-acknowledged';
const isDescribed = OPERATIONS.some(({ route }) => route === 'GET /collaborators/{username}/permission');

describe.runIf(isDescribed)('the label of a run', () => {
  it('accepts its regressions when somebody who may write put it there, and not those of the next run', async () => {
    const server = await recorded();
    server.roles.set('ada', 'maintain');
    const pull = propose(server);
    const labelled = await review(server, pull, { results: WORSE, event: labelEvent(server, pull, LABEL, 'ada') });
    expect(labelled).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', acknowledged: 'true' } });
    expect(findingOf(labelled, 'accuracy').message).toContain('Acknowledged for this run by ada with a label.');
    expect(server.comments[0]!.body).toContain('2 acknowledged');
    const pushed = await review(server, pull, { results: WORSE });
    expect(pushed).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', acknowledged: 'false' } });
  });

  it('accepts nothing from somebody who may only read', async () => {
    const server = await recorded();
    server.roles.set('eve', 'triage');
    const pull = propose(server);
    const result = await review(server, pull, { results: WORSE, event: labelEvent(server, pull, LABEL, 'eve') });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', acknowledged: 'false' } });
    expect(annotationsOf(result, 'warning')[0]).toContain('"eve" may not write to this repository');
  });
});
