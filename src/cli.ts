import { fstatSync, writeSync } from 'node:fs';
import { check, DEFAULT_POLICY, type Laptop } from './commands/check.ts';
import { isKnownError, UsageError } from './errors.ts';
import { escapeTerminal } from './report/escape.ts';
import { renderTerminal } from './report/terminal.ts';

const HELP = `Keeps bad models out: compares an evaluation with its baseline and fails when the model got worse.

  model-regression-gate check [--policy FILE] [--baseline FILE] [--report DIR] [--format text|markdown|json]
      runs the gate on the files of this folder
  model-regression-gate record [--policy FILE] --out FILE
      measures and writes a baseline record
  model-regression-gate plan [--policy FILE] [--baseline FILE]
      says for each gate the smallest drop that the data can see, and the examples that it would need
  model-regression-gate self-test [--policy FILE]
      makes copies of the evidence worse, and shows that each gate blocks them
  model-regression-gate schema
      prints the JSON Schema of the policy
  model-regression-gate --version
      prints the version

The policy is ${DEFAULT_POLICY} unless another is named.
Exit status: 0 pass or warning, 1 fail (self-test: a gate let its regression pass), 2 no verdict could be reached.
`;

/** Of package.json. The build knows it. */
declare const VERSION: string;

const HELP_WORDS = ['--help', '-h'];

const FORMATS = ['text', 'markdown', 'json'] as const;

/** Runs one command. The exit status: 0 the verdict is pass or warn, 1 it is fail, 2 there is none, or it could not be told. */
export async function runCli(args: readonly string[], env: Laptop['env']): Promise<number> {
  try {
    return await dispatch(args, { folder: process.cwd(), env, now: new Date() });
  } catch (error) {
    // A bug shows its stack. It is no verdict either: 1 would say that the model failed.
    const text = isKnownError(error) ? error.message : ((error as Error).stack ?? String(error));
    // Whoever reads the messages may be gone; the status is what is left to say.
    process.stderr.on('error', () => {});
    process.stderr.write(`${text.split('\n').map(escapeTerminal).join('\n')}\n`);
    return 2;
  }
}

async function dispatch([command, ...rest]: readonly string[], laptop: Laptop): Promise<number> {
  const wantsHelp = rest.some((argument) => HELP_WORDS.includes(argument));
  switch (command) {
    case 'check':
      return wantsHelp ? printed(HELP) : runCheck(rest, laptop);
    case 'record':
      return wantsHelp ? printed(HELP) : runRecord(rest, laptop);
    case 'plan':
      return wantsHelp ? printed(HELP) : runPlan(rest, laptop);
    case 'self-test':
      return wantsHelp ? printed(HELP) : runSelfTest(rest, laptop);
    case 'schema': {
      if (wantsHelp) return printed(HELP);
      parse(rest, []);
      return printed((await import('./commands/schema.ts')).policySchemaText());
    }
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return printed(HELP);
    case '--version':
      return printed(`${VERSION}\n`);
    default:
      throw new UsageError([
        {
          where: '',
          message: `There is no command ${JSON.stringify(command)}: use check, record, plan, self-test or schema.`,
        },
      ]);
  }
}

const STDOUT = 1;

/**
 * Writes to the standard output, to its end, without the stream, which takes 5 ms to load. Throws UsageError when it does not take it, as a full
 * disk or a closed pipe does.
 */
async function print(text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(STDOUT, bytes, written);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // A pipe that somebody made non-blocking is full: its reader needs time.
      if (code === 'EAGAIN') await new Promise((resolve) => setTimeout(resolve, 5));
      else throw new UsageError([{ where: 'standard output', message: `It cannot be written (${code ?? message}).` }]);
    }
  }
}

async function printed(text: string): Promise<0> {
  await print(text);
  return 0;
}

async function runCheck(args: readonly string[], laptop: Laptop): Promise<number> {
  const options = parse(args, ['policy', 'baseline', 'report', 'format']);
  const format = FORMATS.find((name) => name === (options['format'] ?? 'text'));
  if (format === undefined) {
    throw new UsageError([{ where: '--format', message: `Expected ${FORMATS.join(', ')}.` }]);
  }
  const { report: folder, policy = DEFAULT_POLICY, baseline = null } = options;
  const files = folder === undefined ? null : await import('./commands/write-report.ts');
  await files?.removeReport(folder!, baseline).catch(refuseFolder);
  const result = await check(laptop, { policy, baseline });
  await print(await render(format, result.report, laptop.env));
  await files?.writeReport(folder!, result).catch(refuseFolder);
  return result.report.verdict === 'fail' ? 1 : 0;
}

function refuseFolder({ code, message }: NodeJS.ErrnoException): never {
  throw new UsageError([
    { where: '--report', message: `The report cannot be written there (${code ?? message}). Name a folder.` },
  ]);
}

async function render(
  format: (typeof FORMATS)[number],
  report: Parameters<typeof renderTerminal>[0],
  env: Laptop['env'],
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('./report/json.ts')).renderJson(report);
    case 'markdown':
      return (await import('./report/markdown.ts')).renderMarkdown(report, { maxBytes: Number.POSITIVE_INFINITY });
    case 'text':
      return renderTerminal(report, terminal(env));
  }
}

/** No pipe and no file: a terminal, perhaps. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

function terminal(env: Laptop['env']) {
  if (!isDevice(STDOUT)) return { color: false, width: 100 };
  return { color: process.stdout.isTTY === true && !env['NO_COLOR'], width: process.stdout.columns ?? 100 };
}

async function runRecord(args: readonly string[], laptop: Laptop): Promise<number> {
  const { policy, out } = parse(args, ['policy', 'out']);
  if (out === undefined) throw new UsageError([{ where: '--out', message: 'Name the file to write the record to.' }]);
  const { record } = await import('./commands/record.ts');
  const written = await record(laptop, { policy: policy ?? DEFAULT_POLICY, out });
  return printed(written.map((line) => `Recorded ${escapeTerminal(line)}.\n`).join(''));
}

async function runPlan(args: readonly string[], laptop: Laptop): Promise<number> {
  const { policy, baseline } = parse(args, ['policy', 'baseline']);
  const [{ plan }, { renderPlan }] = await Promise.all([import('./commands/plan.ts'), import('./report/plan.ts')]);
  const planned = await plan(laptop, { policy: policy ?? DEFAULT_POLICY, baseline: baseline ?? null });
  return printed(renderPlan(planned, terminal(laptop.env)));
}

async function runSelfTest(args: readonly string[], laptop: Laptop): Promise<number> {
  const { policy } = parse(args, ['policy']);
  const [{ trySelf }, { renderSelfTest }, { isProven }] = await Promise.all([
    import('./commands/self-test.ts'),
    import('./report/self-test.ts'),
    import('./model/self-test.ts'),
  ]);
  const tried = await trySelf(laptop, policy ?? DEFAULT_POLICY);
  await printed(renderSelfTest(tried, terminal(laptop.env)));
  return isProven(tried) ? 0 : 1;
}

/** `--name value` and `--name=value`, for the names that the command knows. By hand: node:util takes 4 ms to load. */
function parse(args: readonly string[], names: readonly string[]): Record<string, string | undefined> {
  const refuse = (message: string) => new UsageError([{ where: '', message: `${message}\n\n${HELP}` }]);
  const options: Record<string, string> = {};
  for (let i = 0; i < args.length; i++) {
    const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]!) ?? [];
    if (name === undefined || !names.includes(name))
      throw refuse(`There is no option ${JSON.stringify(args[i])} here.`);
    const value = attached ?? args[++i];
    if (!value || (attached === undefined && value.startsWith('--'))) {
      throw refuse(`The option --${name} needs a value.`);
    }
    options[name] = value;
  }
  return options;
}
