import { type Handler, Refusal } from './call.ts';
import { userShape } from './shapes.ts';

/** The legacy names, which GitHub maps the others to. https://docs.github.com/en/rest/collaborators/collaborators */
const LEGACY: Readonly<Record<string, string>> = { maintain: 'write', triage: 'read' };

/** Who may do what in the repository. */
export const COLLABORATOR_ROUTES = {
  'GET /collaborators/{username}/permission': ({ place, values }) => {
    const login = values['username']!;
    const role = place.repository.roles.get(login);
    if (role === undefined) throw new Refusal(404, 'Not Found');
    const permission = LEGACY[role] ?? role;
    const user = { ...userShape({ login, type: 'User' }, place.addresses), role_name: role };
    return { status: 200, body: { permission, role_name: role, user } };
  },
} satisfies Record<string, Handler>;
