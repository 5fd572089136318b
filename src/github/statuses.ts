import type { Statuses } from '../model/ports.ts';
import type { Send } from './connection.ts';

/** Statuses of commits, which rulesets can require by their context. */
export function githubStatuses(send: Send): Statuses {
  return {
    createStatus: async (sha, { state, context, description, targetUrl }) => {
      await send('createStatus', { sha, state, context, description, target_url: targetUrl });
    },
  };
}
