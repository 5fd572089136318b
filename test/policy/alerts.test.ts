import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { problemsOf } from './problems.ts';

const SUITE = 'version: 1\nsuites:\n  - { name: a, files: [a.csv], task: binary, metrics: [accuracy] }\n';
const validate = new Ajv2020().compile(policyJsonSchema());
const problems = (text: string) => problemsOf(() => readPolicy(text, 'p.yml'));
const alertsOf = (text: string) => readPolicy(`${SUITE}alerts: ${text}`, 'p.yml').alerts;

it.each([
  ['{}', null],
  ['{ issue: true }', { issue: { labels: [], assignees: [] }, webhook: null }],
  [
    '{ issue: { labels: [model, "on call"], assignees: [octo-cat] }, webhook: { url-env: HOOK } }',
    {
      issue: { labels: ['model', 'on call'], assignees: ['octo-cat'] },
      webhook: { urlEnv: 'HOOK', secretEnv: null, repeatAfterHours: 24 },
    },
  ],
  [
    '{ issue: true, webhook: { url-env: HOOK, secret-env: KEY, repeat-after-hours: 0.5 } }',
    { issue: { labels: [], assignees: [] }, webhook: { urlEnv: 'HOOK', secretEnv: 'KEY', repeatAfterHours: 0.5 } },
  ],
])('reads alerts: %s', (text, expected) => {
  expect(alertsOf(text)).toEqual(expected);
  expect(validate(parse(`${SUITE}alerts: ${text}`)), JSON.stringify(validate.errors)).toBe(true);
});

it.each([
  ['{ issue: false }', 'alerts.issue: expected true, or a map of labels and assignees'],
  ['{ issue: yes please }', 'alerts.issue: expected true, or a map of labels and assignees'],
  ['{ mail: true }', 'alerts.mail: unknown key'],
  ['{ issue: { label: [a] } }', 'alerts.issue.label: unknown key'],
  ['{ issue: { labels: a } }', 'alerts.issue: expected true, or a map of labels and assignees, each of them a list'],
  ['{ issue: { labels: ["a,b"] } }', 'alerts.issue.labels'],
  ['{ issue: { assignees: ["@octocat"] } }', 'alerts.issue.assignees[0]: expected the login of an account'],
  ['{ webhook: { url-env: HOOK } }', 'alerts: webhook needs issue'],
  ['{ issue: true, webhook: {} }', 'alerts.webhook.url-env: expected the name of an environment variable'],
  ['{ issue: true, webhook: { url-env: HOOK, repeat-after-hours: 0 } }', 'alerts.webhook.repeat-after-hours: expected'],
])('refuses alerts: %s', (text, expected) => {
  expect(problems(`${SUITE}alerts: ${text}`)).toEqual([expect.stringContaining(`: ${expected}`)]);
  expect(validate(parse(`${SUITE}alerts: ${text}`))).toBe(false);
});

it('never repeats an address that stands where its name belongs', () => {
  const [problem] = problems(
    `${SUITE}alerts: { issue: true, webhook: { url-env: "https://hooks.example/T0/hunter2" } }`,
  );
  expect(problem).toContain('alerts.webhook.url-env: expected the name of an environment variable');
  expect(problem).not.toContain('hunter2');
});
