import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';
import { runAction } from '../../../src/action.ts';
import type { Ended } from './process.ts';

/**
 * Runs the action's own composition inside this process, where it waits for nothing but answers, for at most `timeoutMs`
 * each. The environment, what is printed and the exit code are those of the run alone; runs take turns.
 */
export const startHere =
  (timeoutMs: number) =>
  async (env: Readonly<Record<string, string>>): Promise<Ended> => {
    const { env: own, exitCode } = process;
    const printed: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    process.env = { ...env };
    try {
      const code = await runAction(process.env, { sleep: async () => void (await turn()), timeoutMs });
      return { exitCode: Math.max(code, Number(process.exitCode ?? 0)), stdout: printed.join(''), stderr: '' };
    } finally {
      write.mockRestore();
      process.env = own;
      process.exitCode = exitCode;
    }
  };
