import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { DEFAULT_POLICY } from '../commands/check.ts';
import { PolicyError } from '../errors.ts';
import type { GitData } from '../model/ports.ts';
import { readInline } from '../policy/inline.ts';
import { readPolicy } from '../policy/read-policy.ts';
import type { Context } from '../runner/context.ts';
import type { Inputs } from '../runner/inputs.ts';
import type { Judging } from './policy-changes.ts';

interface FoundPolicy extends Judging {
  /** What a reader of the report should know about where it came from; null when it is as expected. */
  readonly note: string | null;
}

/** Reads the policy: from the inputs, or from a file; on pull requests the base's, so that a change cannot loosen what judges it. With `baseOnly` a
 * base without a policy is an error, and nothing is read from the workspace. */
export async function findPolicy(
  inputs: Inputs,
  context: Context,
  github: Pick<GitData, 'file'>,
  baseCommit: string | null,
  { baseOnly = false } = {},
): Promise<FoundPolicy> {
  const { name, files, artifact, task, columns, gates, baseline } = inputs;
  if ([files, artifact, task, columns, gates].some((value) => value !== null)) {
    if (inputs.policy !== null) {
      const message = 'The policy is given twice. Keep either the file, or files, artifact, task, columns and gates.';
      throw new PolicyError([{ where: 'input policy', message }]);
    }
    const given = { files, artifact, task, columns, gates, baseline };
    const texts = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? '']));
    const policy = readInline({ name, ...(texts as Record<keyof typeof given, string>) });
    return { policy, note: null, file: null, origin: null };
  }
  if (baseline !== null) {
    const message = 'It belongs to an inline suite. With a policy file, write the section `baseline` there.';
    throw new PolicyError([{ where: 'input baseline', message }]);
  }
  const file = policyPath(inputs.policy ?? DEFAULT_POLICY);
  if (baseCommit === null || inputs.policyFrom === 'head') {
    return { ...parse(await readHead(context, file), file, 'head'), note: null };
  }
  const base = await github.file(file, baseCommit);
  if (base !== null) return { ...parse(base, file, 'base'), note: null };
  if (baseOnly) {
    const message = `The base of the pull request (${baseCommit.slice(0, 7)}) has no policy here, and a head's own is not trusted. Commit one to the base, or write the gates into this workflow.`;
    throw new PolicyError([{ where: file, message }]);
  }
  const note = `The policy is this change’s own: its base (${context.pull?.baseRef ?? baseCommit.slice(0, 7)}) has no ${file} yet.`;
  return { ...parse(await readHead(context, file), file, 'head'), note, origin: null };
}

function parse(bytes: Uint8Array, file: string, from: 'base' | 'head'): Judging {
  return { policy: readPolicy(Buffer.from(bytes).toString('utf8'), file), file, origin: { from, bytes } };
}

/** One spelling for the base and for the workspace: another one that only the workspace understands would let the change judge itself. */
function policyPath(given: string): string {
  const path = posix.normalize(given.replaceAll('\\', '/'));
  if (posix.isAbsolute(path) || /^[A-Za-z]:/.test(path) || path.startsWith('..')) {
    const message = 'Name a file inside the repository, such as .github/model-gate.yml.';
    throw new PolicyError([{ where: 'input policy', message }]);
  }
  return path;
}

async function readHead({ workspace }: Context, file: string): Promise<Uint8Array> {
  return readFile(join(workspace, file)).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'is not in the workspace' : `cannot be read (${error.code})`;
    const message = `The policy ${why}. Check the repository out before this step, or name the file in the input \`policy\`.`;
    throw new PolicyError([{ where: file, message }]);
  });
}
