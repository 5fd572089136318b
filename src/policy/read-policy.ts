import type { Policy } from '../model/policy.ts';
import { keyPath } from './place.ts';
import { resolvePolicy } from './resolve.ts';
import { parseYaml } from './yaml-source.ts';

/**
 * Reads a policy file; `file` is its name in messages. Throws PolicyError with every problem of the file: its place
 * (`file:line:column`), its key path, and what was expected there.
 */
export function readPolicy(text: string, file: string): Policy {
  const { value, problems, locate } = parseYaml(text);
  return resolvePolicy(
    value,
    problems.map(({ line, column, offset, message }) => ({
      where: `${file}:${line}:${column}`,
      message,
      rank: offset,
    })),
    (path) => {
      const { line, column, offset } = locate(path);
      return { key: keyPath(path), where: `${file}:${line}:${column}`, line: `${file}:${line}`, rank: offset };
    },
  );
}
