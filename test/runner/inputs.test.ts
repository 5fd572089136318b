import { expect, test } from 'vitest';
import { PolicyError } from '../../src/errors.ts';
import { readInputs } from '../../src/runner/inputs.ts';

const TOKEN = { 'INPUT_GITHUB-TOKEN': 'ghs_1' };

test('inputs that are not given have their defaults', () => {
  expect(readInputs({ ...TOKEN, INPUT_FILES: '  ' })).toEqual({
    policy: null,
    policyFrom: 'base',
    name: 'default',
    files: null,
    artifact: null,
    task: null,
    columns: null,
    gates: null,
    baseline: null,
    runId: null,
    mode: 'auto',
    comment: 'always',
    failOn: 'fail',
    reportDir: null,
    githubToken: 'ghs_1',
  });
});

test('names keep their hyphens, and several lines stay several lines', () => {
  const inputs = readInputs({
    ...TOKEN,
    'INPUT_POLICY-FROM': 'head',
    'INPUT_RUN-ID': ' 42 ',
    'INPUT_FAIL-ON': 'never',
    'INPUT_REPORT-DIR': 'out',
    INPUT_COMMENT: 'on-regression',
    INPUT_GATES: '\n- { metric: recall }\n- { metric: f1 }\n',
    INPUT_POLICY_FROM: 'ignored',
  });
  expect(inputs).toMatchObject({ policyFrom: 'head', runId: 42, failOn: 'never', reportDir: 'out' });
  expect(inputs).toMatchObject({ comment: 'on-regression', gates: '- { metric: recall }\n- { metric: f1 }' });
});

test('all that is wrong is said at once', () => {
  const read = () =>
    readInputs({ INPUT_MODE: 'Gate', INPUT_COMMENT: 'true', 'INPUT_FAIL-ON': 'no', 'INPUT_RUN-ID': '1e3' });
  expect(read).toThrow(PolicyError);
  expect(read).toThrow(
    [
      `input github-token: it is empty. Leave it out, or write \${{ secrets.NAME || github.token }}.`,
      'input run-id: "1e3" is not the id of a workflow run.',
      'input mode: "Gate" is not one of auto, gate, record, publish.',
      'input comment: "true" is not one of always, on-change, on-regression, never.',
      'input fail-on: "no" is not one of fail, warn, never.',
    ].join('\n'),
  );
});

test.each(['0', '-1', '1.0', '0x10', '99999999999999999999'])('the run id %s is refused', (id) => {
  expect(() => readInputs({ ...TOKEN, 'INPUT_RUN-ID': id })).toThrow(PolicyError);
});
