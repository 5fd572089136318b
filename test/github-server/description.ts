import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { type Schema, toJsonSchema } from './json-schema.ts';

interface Referable {
  readonly $ref?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema & { readonly type?: string };
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface ResponseDescription {
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface OperationDescription {
  readonly parameters?: readonly (Parameter | Referable)[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseDescription | Referable>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDescription>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  /** `GET /git/ref/{ref}`: below the repository; the repository itself is `GET /`. */
  readonly route: string;
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
  readonly requestSchema: Schema | null;
  readonly responses: ReadonlyMap<number, ResponseDescription>;
}

const REPOSITORY = '/repos/{owner}/{repo}';

/** Parameters whose values may hold slashes. */
const LONG_PARAMETERS = ['ref', 'path', 'basehead', 'tree_sha'];

const description = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi-subset.json'), 'utf8')) as Description;

/** Every operation of the subset of GitHub's own description. */
export const OPERATIONS: readonly Operation[] = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { parameters = [], requestBody, responses }]) => ({
    route: `${method.toUpperCase()} ${path.slice(REPOSITORY.length) || '/'}`,
    pattern: patternOf(method, path),
    parameters: parameters.map((parameter) => resolve<Parameter>(parameter)),
    requestSchema: requestBody?.content['application/json']?.schema ?? null,
    responses: new Map(
      Object.entries(responses).map(([status, response]) => [Number(status), resolve<ResponseDescription>(response)]),
    ),
  })),
);

/** The operation of a request, with the values in its path. The path is decoded, since clients encode slashes or not. */
export function findOperation(method: string, path: string) {
  for (const operation of OPERATIONS) {
    const match = operation.pattern.exec(`${method} ${path}`);
    if (match !== null) return { operation, values: { ...match.groups } as Record<string, string> };
  }
  return null;
}

function patternOf(method: string, path: string): RegExp {
  const source = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name) => `(?<${name}>${LONG_PARAMETERS.includes(name) ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${method.toUpperCase()} ${source}$`);
}

function resolve<T>(value: T | Referable): T {
  const reference = (value as Referable).$ref;
  if (reference === undefined) return value as T;
  const [, , kind = '', name = ''] = reference.split('/');
  return description.components[kind]![name] as T;
}

const ID = 'github';
const FORMATS: Record<string, true | RegExp | ((text: string) => boolean)> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: (text) => URL.canParse(text),
  email: true,
  int64: true,
};

const validators = new Map<Schema, ValidateFunction>();
let ajv: Ajv | null = null;

/** What is wrong with a value, each with its place in it. A schema is compiled when it is first needed. */
export function problemsOf(schema: Schema, value: unknown): string[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    ajv ??= new Ajv({ strict: false, allErrors: true, validateSchema: false, formats: FORMATS }).addSchema(
      toJsonSchema({ components: description.components }, ID) as Schema,
      ID,
    );
    validate = ajv.compile(toJsonSchema(schema, ID) as Schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}
