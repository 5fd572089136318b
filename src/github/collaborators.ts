import type { Collaborators } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { textAt } from './json.ts';

/** Accounts and what they may do in the repository. */
export function githubCollaborators(send: Send): Collaborators {
  return {
    permissionOf: async (login) =>
      (await send('readPermission', { username: login })).read((json) => textAt(json, 'permission')),
  };
}
