import { expect, onTestFinished } from 'vitest';
import { type FakeGitHub, type GitHubOptions, startGitHub } from './server.ts';

/**
 * Starts a stand-in for GitHub that lives as long as the test. At its end the test fails when a request or an answer was
 * not as GitHub documents it, when the token was sent to the file server, or when a fault never came to pass.
 */
export async function openGitHub(options: GitHubOptions = {}): Promise<FakeGitHub> {
  const server = await startGitHub(options);
  onTestFinished(async () => {
    await server.close();
    const { violations, downloads } = server;
    const leaks = downloads.filter(({ authorization }) => authorization).length;
    expect({ violations, leaks, unusedFaults: server.unusedFaults() }).toEqual({
      violations: [],
      leaks: 0,
      unusedFaults: [],
    });
  });
  return server;
}
