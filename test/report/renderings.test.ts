import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { metricsOutput } from '../../src/report/outputs.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { acknowledged } from './acknowledged-fixture.ts';
import { FIXTURES } from './fixtures.ts';

const FOLDER = join(import.meta.dirname, 'renderings');
/** `UPDATE_RENDERINGS=1 npx vitest run test/report` writes the files anew: look at the difference before committing it. */
const isUpdate = process.env['UPDATE_RENDERINGS'] === '1';
mkdirSync(FOLDER, { recursive: true });

const COMMENT = {
  maxBytes: 60_000,
  marker: '<!-- model-gate:v1 name=default -->',
  reportUrl: 'https://github.com/acme/model/actions/runs/123',
  reproduce: 'gh run download 123 --name report\nmodel-regression-gate check --baseline report/baseline',
};

const lines = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

type Fixture = (typeof FIXTURES)[keyof typeof FIXTURES] | typeof acknowledged;

const RENDERERS: Readonly<Record<string, (report: Fixture) => string>> = {
  md: (report) => renderMarkdown(report, COMMENT),
  '80.txt': (report) => renderTerminal(report, { color: false, width: 80 }),
  '120.txt': (report) => renderTerminal(report, { color: false, width: 120 }),
  html: renderHtml,
  json: renderJson,
  'annotations.json': (report) => lines(annotations(report)),
  'metrics.json': (report) => lines(JSON.parse(metricsOutput(report))),
};

describe.each(Object.entries({ ...FIXTURES, acknowledged }))('%s', (name, report) => {
  const slug = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  // Of the crowded report only what has to be cut is worth a file.
  const extensions = name === 'crowded' ? ['md', 'annotations.json'] : Object.keys(RENDERERS);
  it.each(extensions)('renders the committed %s', (extension) => {
    const file = join(FOLDER, `${slug}.${extension}`);
    const text = RENDERERS[extension]!(report);
    if (isUpdate) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
